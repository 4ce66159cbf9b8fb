import { at, type KubeObject } from "./object.ts";
import { badRequest } from "./refusal.ts";

type Test = (object: KubeObject) => boolean;

/** `app=web,tier!=free,part in (a,b),!old`, as `labelSelector` has it. */
export function labelTest(selector: string | null): Test {
  if (selector === null || selector.trim() === "") return () => true;
  // A comma inside parentheses parts values, not requirements.
  const tests = selector.split(/,(?![^()]*\))/).map((part) => requirement(part.trim()));
  return ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}));
}

function requirement(text: string): (labels: Record<string, string>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
  if (set !== null) {
    const [, name = "", how, list = ""] = set;
    const values = list.split(",").map((value) => value.trim());
    const isIn = (labels: Record<string, string>) => values.includes(labels[name] ?? "") && name in labels;
    return how === "in" ? isIn : (labels) => !isIn(labels);
  }
  const [, name = "", how, value = ""] = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(text) ?? [];
  if (how === "!=") return (labels) => labels[name] !== value;
  if (how !== undefined) return (labels) => labels[name] === value;
  if (/^![^=\s]+$/.test(text)) return (labels) => !(text.slice(1) in labels);
  if (/^[^=!\s]+$/.test(text)) return (labels) => text in labels;
  throw badRequest(`unable to parse requirement: ${text}`);
}

/** `metadata.name=acme,status.phase!=Failed`, as `fieldSelector` has it. */
export function fieldTest(selector: string | null): Test {
  if (selector === null || selector === "") return () => true;
  const tests = selector.split(",").map((part): Test => {
    const [, path = "", how, value] = /^([^=!]+)(==|=|!=)(.*)$/.exec(part) ?? [];
    if (how === undefined) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
    return (object) => (String(at(object, ...path.split(".")) ?? "") === value) === (how !== "!=");
  });
  return (object) => tests.every((test) => test(object));
}

/** Whether labels carry everything a `matchLabels` asks for. */
export function carries(labels: Record<string, string> | undefined, wanted: object): boolean {
  return Object.entries(wanted).every(([name, value]) => labels?.[name] === value);
}
