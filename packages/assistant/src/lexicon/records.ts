/** Reads records from the text they are written in: a head with parts between `|`, then lines that begin with a sign. */

export interface WrittenRecord {
  head: string[];
  /** What stands behind each sign, in the order of the lines. */
  lines: Record<string, string[]>;
}

/**
 * The records of a text, which blank lines part.
 * @param signs the characters a line may begin with; a space follows each
 * @throws Error naming the line, when a line begins with none of them
 */
export function readRecords(text: string, signs: string): WrittenRecord[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((written) => {
      const [head = "", ...body] = written.split("\n");
      const lines: Record<string, string[]> = Object.fromEntries([...signs].map((sign) => [sign, []]));
      for (const line of body) {
        const list = lines[line.charAt(0)];
        if (!list || line.charAt(1) !== " ") throw new Error(`"${head}" has a line that cannot be read: "${line}"`);
        list.push(line.slice(2));
      }
      return { head: head.split("|").map((part) => part.trim()), lines };
    });
}

/** The words of a list; `-` stands for none. */
export const wordsOf = (text = "") => text.split(" ").filter((word) => word !== "" && word !== "-");
