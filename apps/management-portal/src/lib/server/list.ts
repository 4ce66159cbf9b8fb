import type { RequestEvent } from "@sveltejs/kit";

/** The query of a list as the address of its page has it; words are checked against the closed lists they come from. */
export function listQueryOf({ url }: RequestEvent) {
  const given = (name: string) => url.searchParams.get(name)?.trim() || undefined;
  return {
    text: given,
    word: <const T extends string>(name: string, words: readonly T[]): T | undefined =>
      words.find((word) => word === given(name)),
    /** A day of the address as a moment; `end` takes the whole day in. */
    day: (name: string, end = false): string | undefined => {
      const day = given(name);
      if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
      return end ? `${day}T23:59:59.999Z` : `${day}T00:00:00.000Z`;
    },
    cursor: given("cursor"),
  };
}
