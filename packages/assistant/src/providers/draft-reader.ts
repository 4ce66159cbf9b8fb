/** Finds complete blocks in a text that is still being written; what does not parse is left out. */

export interface DraftReader {
  /** The blocks that are complete with these letters. */
  push(text: string): unknown[];
  /** What is complete at the end of a text. A new text may begin. */
  end(): unknown[];
}

/** More letters than any block may have; what is longer is none. */
const LONGEST = 20_000;

/**
 * Reads `{"elements":[…]}` and one object a line alike: every object that stands at the top, or in the list at the top,
 * is a block. A line that breaks off does not spoil the next one.
 */
export function openDraftReader(): DraftReader {
  let text = "";
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  let isList = false;

  function reset(): void {
    text = "";
    depth = 0;
    isString = false;
    isEscaped = false;
  }

  function take(letter: string): unknown[] {
    // Blocks on lines of their own hold no line end, so one that broke off ends here.
    if (letter === "\n" && !isList && depth > 0 && !/^\s*\{\s*("elements"[\s:[]*)?$/.test(text)) {
      reset();
      return [];
    }
    if (depth === 0 && letter !== "{") return [];
    text += letter;
    if (text.length > LONGEST) {
      reset();
      return [];
    }
    if (isString) {
      if (isEscaped) isEscaped = false;
      else if (letter === "\\") isEscaped = true;
      else if (letter === '"') isString = false;
      return [];
    }
    if (letter === '"') isString = true;
    else if (letter === "{") depth++;
    else if (letter === "[" && depth === 1 && /^\{\s*"elements"\s*:\s*\[$/.test(text)) {
      isList = true;
      reset();
    } else if (letter === "}" && --depth === 0) {
      const written = text;
      reset();
      return parsed(written);
    }
    return [];
  }

  return {
    push: (more) => [...more].flatMap(take),
    end: () => {
      reset();
      isList = false;
      return [];
    },
  };
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
