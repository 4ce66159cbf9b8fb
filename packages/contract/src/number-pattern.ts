/** Patterns of document numbers: `{yyyy}-{n:5}` makes 2026-00031. */

/** Longest pattern a number series may have. */
export const numberPatternMaxLength = 30;

export type NumberPatternProblem = {
  code: "too_long" | "missing_number" | "missing_year" | "unknown_brace";
  message: string;
};

/** `{yyyy}` `{yy}` `{mm}` `{n}` and `{n:1}` to `{n:9}`; whatever else holds a brace is a mistake. */
const TOKEN = /\{(yyyy|yy|mm|n(?::([1-9]))?)\}|\{[^{}]*\}?|\}/g;

/** Everything wrong with a pattern, with the remedy in words; empty when it can be used. */
export function numberPatternProblems(pattern: string, resets: "yearly" | "never"): NumberPatternProblem[] {
  const tokens = [...pattern.matchAll(TOKEN)];
  const names = tokens.map(([, name]) => name);
  const problems: NumberPatternProblem[] = [];
  if (pattern.length > numberPatternMaxLength) {
    const message = `The pattern has ${pattern.length} characters; ${numberPatternMaxLength} fit.`;
    problems.push({ code: "too_long", message });
  }
  if (!names.some((name) => name?.startsWith("n"))) {
    problems.push({ code: "missing_number", message: "Add {n}, the running number." });
  }
  if (resets === "yearly" && !names.some((name) => name?.startsWith("y"))) {
    problems.push({ code: "missing_year", message: "Numbers that restart every year need {yyyy} or {yy}." });
  }
  for (const [text, name] of tokens) {
    if (name !== undefined) continue;
    const message = `${text} is not known; use {yyyy}, {yy}, {mm}, {n} or {n:5}.`;
    problems.push({ code: "unknown_brace", message });
  }
  return problems;
}

/**
 * Writes number `n` (1 or more) of the day `date` (`YYYY-MM-DD`, in the workshop's time zone). A number longer than
 * its padding is written whole.
 * @throws RangeError for a bad number, date or pattern; ask {@link numberPatternProblems} before storing one
 */
export function formatDocumentNumber(pattern: string, { n, date }: { n: number; date: string }): string {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`n is ${n}; give a whole number from 1`);
  const [, year, month] = /^(\d{4})-(\d\d)-\d\d$/.exec(date) ?? [];
  if (year === undefined || month === undefined) throw new RangeError(`date is "${date}"; give YYYY-MM-DD`);
  return pattern.replace(TOKEN, (text, name: string | undefined, width: string | undefined) => {
    if (name === "yyyy") return year;
    if (name === "yy") return year.slice(2);
    if (name === "mm") return month;
    if (name === undefined) throw new RangeError(`pattern has ${text}, which is not known`);
    return String(n).padStart(Number(width ?? 1), "0");
  });
}
