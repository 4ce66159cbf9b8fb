/** Whatever is none of the rest: a VIN, a paper, something dangerous, or what this can help with. */

import type { Draft } from "../block.ts";
import { asksForPapers } from "../intent.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";
import { sentencesOf } from "../words.ts";
import { ask, cite, limits, note, said } from "./draft.ts";
import { papersFor, quoted } from "./passages.ts";

export function fromOther(prepared: Prepared): Draft[] {
  const vin = prepared.sources.find(({ id }) => id.startsWith("vin:"));
  if (vin !== undefined) return ofVin(vin);
  const papers = quoted(prepared, papersFor(prepared, asksForPapers(prepared.question.text)));
  if (papers.length > 0) return papers;
  if (prepared.hazards.length > 0) {
    return [
      limits(
        said(prepared, "No source at hand answers this for the car in question."),
        said(prepared, "See the warnings above; the maker's handbook or a trained workshop decides."),
        null,
      ),
    ];
  }
  return help(prepared);
}

function ofVin(source: Source): Draft[] {
  return sentencesOf(source.text)
    .slice(0, 6)
    .map((sentence) => ({ kind: "fact", text: sentence, citations: cite(source, sentence) }));
}

/** What to ask for, with four examples. */
export function help(prepared: Prepared): Draft[] {
  const isAboutCar = /\b(?:car|van|truck|engine|drive|driving|vehicle|it)\b/i.test(prepared.question.text);
  return [
    ...(isAboutCar
      ? [
          ask(said(prepared, "What does the car do: a noise, a lamp, a smell, or how it drives? And when?"), [
            "A noise",
            "A lamp on the dash",
            "A smell or smoke",
            "It drives differently",
          ]),
        ]
      : []),
    note(
      said(
        prepared,
        "This answers questions about cars: a trouble code (“P0420”), a symptom (“it does not start in the morning”), a lamp (“the yellow engine lamp is on”), a service (“how old may spark plugs get?”).",
      ),
    ),
  ];
}
