// Reads messages/{feature}/{locale}.json. Kept here, and not fetched as a ready-made plugin, so that a build needs
// nothing but npm, and so that a new feature folder is found without a change to a shared file.
import { readdirSync } from "node:fs";

const plural = { type: "function-reference", name: "plural", options: [] };

export default {
  key: "mechanicbuddy.catalogues",

  toBeImportedFiles({ settings }) {
    const features = readdirSync("messages", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return features.flatMap(({ name: feature }) =>
      settings.locales.map((locale) => ({
        locale,
        path: `./messages/${feature}/${locale}.json`,
        metadata: { feature },
      })),
    );
  },

  importFiles({ files }) {
    const bundles = new Map();
    const messages = [];
    const variants = [];
    for (const { locale, content, toBeImportedFilesMetadata } of files) {
      const { feature } = toBeImportedFilesMetadata;
      for (const [id, value] of Object.entries(JSON.parse(new TextDecoder().decode(content)))) {
        if (!id.startsWith(`${feature}.`)) {
          throw new Error(`messages/${feature}/${locale}.json: "${id}" must begin with "${feature}."`);
        }
        const forms = typeof value === "string" ? { other: value } : value;
        const counts = typeof value !== "string";
        const names = new Set(Object.values(forms).flatMap((text) => parts(text).flatMap(nameOf)));
        if (counts) names.add("count");
        const known = bundles.get(id) ?? { id, declarations: [] };
        for (const declaration of declarationsOf(names, counts)) {
          if (!known.declarations.some((other) => other.name === declaration.name))
            known.declarations.push(declaration);
        }
        bundles.set(id, known);
        messages.push({ bundleId: id, locale, selectors: counts ? [reference("countPlural")] : [] });
        for (const [form, text] of Object.entries(forms)) {
          variants.push({
            messageBundleId: id,
            messageLocale: locale,
            matches: matchesOf(form, counts),
            pattern: parts(text),
          });
        }
      }
    }
    return { bundles: [...bundles.values()], messages, variants };
  },
};

/** "Sign out {device}" as the pieces Paraglide compiles; `\{` is a brace. */
function parts(text) {
  return text
    .split(/(?<!\\)(\{\w+\})/)
    .filter(Boolean)
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (name) return { type: "expression", arg: reference(name) };
      return { type: "text", value: piece.replaceAll("\\{", "{") };
    });
}

function nameOf(part) {
  return part.type === "expression" ? [part.arg.name] : [];
}

function reference(name) {
  return { type: "variable-reference", name };
}

function declarationsOf(names, counts) {
  const inputs = [...names].map((name) => ({ type: "input-variable", name }));
  if (!counts) return inputs;
  const value = { type: "expression", arg: reference("count"), annotation: plural };
  return [...inputs, { type: "local-variable", name: "countPlural", value }];
}

function matchesOf(form, counts) {
  if (!counts) return [];
  if (form === "other") return [{ type: "catchall-match", key: "countPlural" }];
  return [{ type: "literal-match", key: "countPlural", value: form }];
}
