/** A test tree that goes on from an answer. */

import type { Draft } from "../block.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";
import { type TreeId, trees } from "../trees.ts";
import { cite, note, said } from "./draft.ts";

export function treeNote(prepared: Prepared, source: Source): Draft {
  const { title } = treeOf(source);
  return note(
    said(prepared, `Step by step: the test tree “${title}” leads from here to a conclusion.`),
    cite(source, said(prepared, title)),
  );
}

/** The first step of a tree, as a test. */
export function firstStep(prepared: Prepared, source: Source): Draft[] {
  const tree = treeOf(source);
  const step = tree.steps[tree.first];
  if (step === undefined || step.kind === "conclusion") return [];
  const words = said(prepared, step.kind === "choice" ? step.ask : step.do);
  return [
    { kind: "test", do: words, tool: null, expected: null, ifPass: null, ifFail: null, citations: cite(source, words) },
  ];
}

const treeOf = ({ id }: Source) => trees[id.slice("tree:".length) as TreeId];
