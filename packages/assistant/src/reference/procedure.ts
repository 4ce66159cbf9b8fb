/** Work on the car: passages only, never steps put together here. */

import type { Draft } from "../block.ts";
import type { Prepared } from "../prepared.ts";
import { nameOf } from "../question.ts";
import { limits, said } from "./draft.ts";
import { papersFor, quoted } from "./passages.ts";

export function fromProcedure(prepared: Prepared): Draft[] {
  const passages = quoted(prepared, papersFor(prepared, false));
  if (passages.length > 0) return passages;
  const { question } = prepared;
  const isOwner = question.register === "owner";
  return [
    limits(
      said(
        prepared,
        `No page at hand describes this work for ${nameOf(question.vehicle)}; steps are not made up here.`,
      ),
      said(
        prepared,
        isOwner
          ? "The owner's handbook says what an owner may do; everything else belongs into a workshop."
          : "The maker's repair manual for this model and engine describes it.",
      ),
      said(
        prepared,
        prepared.hazards.length > 0
          ? "Upload the page, or leave it to somebody who is trained for it: see the warnings above."
          : "Upload the page that describes it.",
      ),
    ),
  ];
}
