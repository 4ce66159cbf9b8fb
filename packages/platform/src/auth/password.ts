import { dictionary } from "@zxcvbn-ts/language-common";

/** Passwords everybody tries first. */
export const commonPasswords: ReadonlySet<string> = new Set((dictionary.passwords as string[]).slice(0, 10_000));

/** Why a password is refused, as a sentence; undefined when it is good enough. Nothing about its composition is asked. */
export function weakness(
  password: string,
  about: { common: ReadonlySet<string>; words: readonly string[]; shortest?: number; longest?: number },
): string | undefined {
  const length = [...password].length;
  const { shortest = 10, longest = 128 } = about;
  if (length < shortest || length > longest) {
    return `Use ${shortest} to ${longest} characters; three random words are good.`;
  }
  const folded = password.toLowerCase();
  if (about.common.has(folded) || new Set(folded).size < 4) return "Too common; three random words are better.";
  const word = about.words.find((word) => word.length >= 4 && folded.includes(word.toLowerCase()));
  if (word !== undefined) return "Leave out your name, your e-mail address and the workshop's name.";
  return undefined;
}
