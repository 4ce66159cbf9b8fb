/** Tools that propose a row to a person, who alone may accept it. No proposal holds a price. */

import Type, { type Static, type TProperties } from "typebox";
import { Citation } from "../block.ts";
import { withTrueCitations } from "../guard/citations.ts";
import { withTrueNumbers } from "../guard/numbers.ts";
import { withoutMarkup } from "../guard/text.ts";
import { hazardsInText } from "../hazards/lexicon.ts";
import type { Proposal } from "../host.ts";
import type { Prepared } from "../prepared.ts";
import { treeIds, trees } from "../trees.ts";
import { closed, type Tool, type ToolScope, toolOf } from "./tool.ts";

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const orNull = <Schema extends ReturnType<typeof text>>(schema: Schema) => Type.Union([schema, Type.Null()]);
const quantity = Type.Number({ exclusiveMinimum: 0, maximum: 1000 });

const reason = { rationale: text(400), citations: Type.Array(Citation, { maxItems: 6 }) };

interface Kind {
  kind: Proposal["kind"];
  description: string;
  label: string;
  payload: TProperties;
}

const kinds: readonly Kind[] = [
  {
    kind: "diagnosis_note",
    description: "Proposes a diagnosis note for the work order.",
    label: "proposing a note",
    payload: { text: text(700) },
  },
  {
    kind: "inspection_item",
    description: "Proposes a finding of the inspection.",
    label: "proposing a finding",
    payload: { name: text(120), finding: Type.Enum(["ok", "attention", "urgent"]), text: text(400) },
  },
  {
    kind: "job_lines",
    description: "Proposes a job with lines. Prices are computed by the workshop when somebody accepts; give none.",
    label: "proposing a job",
    payload: {
      title: text(120),
      lines: Type.Array(
        Type.Object(
          {
            kind: Type.Enum(["labour", "part"]),
            catalogueId: orNull(text(60)),
            description: text(160),
            quantity,
            hours: Type.Union([Type.Number({ minimum: 0, maximum: 200 }), Type.Null()]),
          },
          closed,
        ),
        { minItems: 1, maxItems: 20 },
      ),
    },
  },
  {
    kind: "part_request",
    description: "Proposes a request to purchasing. It orders nothing.",
    label: "proposing a part request",
    payload: { description: text(160), number: orNull(text(60)), quantity },
  },
  {
    kind: "customer_message",
    description: "Proposes a draft of a message to the customer. It sends nothing.",
    label: "proposing a message",
    payload: { text: text(1500) },
  },
  {
    kind: "appointment",
    description: "Proposes a tentative appointment.",
    label: "proposing an appointment",
    payload: { reason: text(300), earliest: orNull(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })) },
  },
  {
    kind: "tree_run",
    description: "Proposes to start a measuring session of a test tree.",
    label: "proposing a test tree",
    payload: { tree: Type.Enum([...treeIds]) },
  },
];

export const proposeTools: readonly Tool[] = kinds.map(({ kind, description, label, payload }) =>
  toolOf("propose", {
    name: `propose_${kind}`,
    description,
    label,
    arguments: Type.Object({ ...payload, ...reason }, closed),
    targetOf: () => kind.replace("_", " "),
    fits: (host) => host.suggest !== undefined,
    run: async (scope, args) => {
      const { rationale, citations, ...rest } = args as Record<string, unknown> & Static<typeof Reason>;
      const proposal = proposalOf(scope.prepared, kind, rest, { rationale, citations });
      const stored = await store(scope, proposal);
      return { data: { proposed: kind, note: "A person decides about it." }, suggestion: { id: stored.id, kind } };
    },
  }),
);

const Reason = Type.Object(reason, closed);

async function store({ ctx, host, answerId }: ToolScope, proposal: Proposal): Promise<{ id: string }> {
  if (host.suggest === undefined) throw new Error("This host takes no proposals");
  return host.suggest(ctx, answerId, proposal);
}

/** A proposal whose texts passed the same checks as a block: true citations, true numbers, no markup. */
function proposalOf(
  prepared: Prepared,
  kind: Proposal["kind"],
  payload: Record<string, unknown>,
  given: Static<typeof Reason>,
): Proposal {
  const { question, sources } = prepared;
  const draft = { kind: "note" as const, text: given.rationale, citations: given.citations };
  const { block } = withTrueCitations(draft, sources);
  const checked = (words: string) => {
    const { text } = withoutMarkup(words, sources);
    const { block: shown } = withTrueNumbers({ ...block, text: text || "–" }, question, sources);
    return "text" in shown ? shown.text : "–";
  };
  const clean = textsChecked(payload, checked) as Record<string, unknown>;
  const rationale = checked(given.rationale);
  const words = [rationale, ...stringsOf(clean)].join("\n");
  return {
    kind,
    payload: kind === "tree_run" ? { ...clean, version: trees[clean.tree as keyof typeof trees].version } : clean,
    rationale,
    citations: block.citations,
    taint: taintOf(prepared),
    hazards: [...new Set([...prepared.hazards, ...hazardsInText(words, question.locale)])],
  };
}

/** Where text of customers or documents stood in context. */
const taintOf = ({ question, sources }: Prepared) => [
  ...sources.filter(({ tainted, kind }) => tainted || kind === "document").map(({ id }) => id),
  ...question.attachments.map(({ id }) => `attachment:${id}`),
];

/** Ids, dates and choices of a payload; everything else is text that people read. */
const asIs = new Set(["kind", "catalogueId", "finding", "earliest", "tree", "number"]);

function textsChecked(value: unknown, check: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => textsChecked(each, check));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === "string" ? (asIs.has(key) ? each : check(each)) : textsChecked(each, check),
    ]),
  );
}

function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(stringsOf);
}
