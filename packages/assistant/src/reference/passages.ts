/** Passages of the caller's own papers, quoted. */

import type { Draft } from "../block.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";
import { overlap, rootsOf, sentencesOf } from "../words.ts";
import { cite, fitting, quoteOf } from "./draft.ts";

/** Sources that fit, each as a fact that quotes the sentences nearest to the question. */
export function quoted(prepared: Prepared, fits: (source: Source) => boolean, most = 3): Draft[] {
  return prepared.sources
    .filter(fits)
    .slice(0, most)
    .map((source) => passage(prepared, source));
}

/** One source: the sentences that share words with the question, else its beginning. */
export function passage({ question }: Prepared, source: Source): Draft {
  const roots = rootsOf(question.text);
  const sentences = sentencesOf(source.text);
  const near = sentences.filter((sentence) => overlap(roots, sentence) > 0);
  const from = near.length > 0 ? sentences.indexOf(near[0] ?? "") : 0;
  const text = sentences.slice(from).join(" ");
  const place = source.page === undefined ? source.title : `${source.title}, page ${source.page}`;
  return {
    kind: "fact",
    text: fitting(`${place}: ${text}`, 600),
    citations: cite(source, quoteOf(sentences[from] ?? source.text)),
  };
}

/** Documents that share a word with the question; all of them when it asks what a paper says. */
export function papersFor(prepared: Prepared, all: boolean): (source: Source) => boolean {
  const roots = rootsOf(prepared.question.text);
  return (source) => source.kind === "document" && (all || overlap(roots, `${source.title} ${source.text}`) > 0);
}
