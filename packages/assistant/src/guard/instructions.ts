/** Text of the instructions that stands in an answer is taken out: nobody may read them through the assistant. */

const RUN = 7;
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Instructions are constant, so their runs are taken apart once. */
let known: { instructions: string; runs: Set<string> } = { instructions: "", runs: new Set() };

function runsOf(instructions: string): Set<string> {
  if (known.instructions !== instructions) {
    const words = wordsOf(instructions);
    known = { instructions, runs: new Set(words.map((_, at) => words.slice(at, at + RUN).join(" "))) };
  }
  return known.runs;
}

/** @returns a test whether a text repeats a run of seven words of the instructions */
export function instructionsIn(instructions: string): (text: string) => boolean {
  const runs = runsOf(instructions);
  return (text) => {
    const shown = wordsOf(text);
    return shown.some((_, at) => at + RUN <= shown.length && runs.has(shown.slice(at, at + RUN).join(" ")));
  };
}
