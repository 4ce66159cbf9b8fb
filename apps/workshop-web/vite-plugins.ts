import type { Plugin } from "vite";

/**
 * A message that exists in English only is its English function: choosing between five times the same text would be
 * three quarters of what the browser loads for it.
 */
export const messagesInOneLanguage: Plugin = {
  name: "messages-in-one-language",
  transform(code, id) {
    if (!/\/lib\/paraglide\/messages\/[^/]+\.js$/.test(id)) return;
    const name = /^export \{ (\w+) as "[^"]+" \}/m.exec(code)?.[1];
    if (name === undefined) return;
    const others = code.match(/^const (?!en_)[a-z]{2}_\w+ = /gm) ?? [];
    const aliases = code.match(new RegExp(`^const (?!en_)[a-z]{2}_${name} = en_${name};`, "gm")) ?? [];
    if (aliases.length === 0 || aliases.length !== others.length) return;
    return code.replace(/^export \{ (\w+) as /m, "export { en_$1 as ");
  },
};
