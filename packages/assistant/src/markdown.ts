/** A block as Markdown, for plain clients, copies and exports. What a person or a model wrote cannot become markup. */

import type { Block, Citation } from "./block.ts";

/** Text as it is, whatever signs of Markdown or HTML are in it. */
export const plain = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]()#+!|<>~]/g, "\\$&")
    .replace(/^(\d+)\./, "$1\\.")
    .replace(/^([-=])/, "\\$1");

/** A block as Markdown. Sources stand behind it by their ids, in brackets. */
export function asMarkdown(block: Block): string {
  const general = "general" in block && block.general ? " _(general knowledge)_" : "";
  const sources = "citations" in block ? sourcesOf(block.citations) : "";
  return `${body(block)}${general}${sources}`;
}

const sourcesOf = (citations: Citation[]) =>
  [...new Set(citations.map(({ sourceId }) => ` [${plain(sourceId)}]`))].join("");
const line = (label: string, text: string | null) => (text === null ? "" : `\n- ${label}: ${plain(text)}`);

function body(block: Block): string {
  switch (block.kind) {
    case "safety":
      return block.hazard === "driving"
        ? `**${plain(block.text)}**`
        : `**Warning: ${plain(block.title)}.** ${plain(block.danger)} ${plain(block.firstStep)} ${plain(block.who)}`;
    case "cause":
      return `**Cause (${block.likelihood}):** ${plain(block.text)}${line("Why", block.why)}`;
    case "test":
      return `**Test:** ${plain(block.do)}${line("Tool", block.tool)}${line("Expected", block.expected)}${line("If it passes", block.ifPass)}${line("If it fails", block.ifFail)}`;
    case "spec":
      return `**${plain(block.name)}:** ${plain(`${block.value} ${block.unit}`)} (${plain(block.appliesTo)})`;
    case "part":
      return `**Part:** ${plain(block.name)}${line("Number", block.number)}${line("Why", block.why)}`;
    case "labour":
      return `**Labour:** ${plain(block.text)}${block.hours === null ? "" : ` (${block.hours} h)`}`;
    case "question":
      return `${plain(block.text)}${block.options.map((option) => `\n- ${plain(option)}`).join("")}`;
    case "limits":
      return `**Not known:** ${plain(block.missing)}${line("Where it stands", block.where)}${line("What would help", block.needed)}`;
    case "refusal":
      return `${plain(block.reason)} ${plain(block.instead)}`;
    default:
      return plain(block.text);
  }
}
