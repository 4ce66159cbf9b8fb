import { type Known, type MailTemplate, wordsOf } from "./words.ts";

/** A mail as it is read. */
export interface Body {
  subject: string;
  text: string;
  html: string;
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const main = "max-width:36em;margin:0 auto;padding:24px;background:#fff;border-radius:8px";
const button =
  "display:inline-block;padding:12px 20px;background:#1d4ed8;color:#fff;border-radius:6px;text-decoration:none";

/**
 * Fills a mail in. Values are escaped, and only lines that the catalogue itself makes a link can be pressed, so that a
 * name somebody typed stays a name.
 */
export function bodyOf(template: MailTemplate, locale: string, data: Record<string, unknown> & Known): Body {
  const words = wordsOf(template, locale);
  const fill = (text: string, shown: (value: string) => string = (value) => value) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = data[name];
      if (value === undefined) throw new Error(`The mail ${template} was queued without ${name}`);
      return shown(String(value));
    });
  const line = (text: string): string => {
    if (!/^\{(portal|url)\}\S*$/.test(text)) return fill(escaped(text), escaped);
    const address = escaped(fill(text));
    return `<a href="${address}" style="${button}">${escaped(labelOf(text))}</a>`;
  };
  const paragraphs = words.body.split(/\n{2,}/).map((part) => `<p>${part.split("\n").map(line).join("<br>\n")}</p>`);
  return {
    subject: fill(words.subject),
    text: fill(words.body),
    html: `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<body style="margin:0;padding:16px;background:#f3f4f6;color:#111827;font-family:sans-serif;font-size:16px;line-height:1.5">
<div style="${main}">
${paragraphs.join("\n")}
<p style="color:#4b5563;font-size:14px">MechanicBuddy</p>
</div>
</body></html>`,
  };
}

const labels: [RegExp, string][] = [
  [/\/(signup|demo)\/confirm/, "Confirm the address"],
  [/\/(invitation|accept)\?/, "Accept"],
  [/\{path\}\?token|\/reset\/confirm/, "Choose a password"],
  [/\/keep\?/, "Keep it"],
  [/\/export\?/, "Download"],
];

function labelOf(link: string): string {
  return labels.find(([pattern]) => pattern.test(link))?.[1] ?? "Open";
}
