const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/**
 * A mail's text as HTML: paragraphs and line breaks, every sign escaped. Only a line that is nothing but a link of the
 * workshop's own site can be clicked; addresses in names and notes stay text.
 */
export function htmlOf(body: string, publicUrl: string, language: string): string {
  const line = (text: string) => (isOwnLink(text, publicUrl) ? anchor(text) : escaped(text));
  const paragraphs = body.split(/\n{2,}/).map((part) => `<p>${part.split("\n").map(line).join("<br>\n")}</p>`);
  return `<!doctype html>
<html lang="${escaped(language)}"><meta charset="utf-8">
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:1em auto;padding:0 1em">
${paragraphs.join("\n")}
</body></html>`;
}

function isOwnLink(text: string, publicUrl: string): boolean {
  return text.startsWith(`${publicUrl}/`) && !/\s/.test(text);
}

function anchor(url: string): string {
  return `<a href="${escaped(url)}">${escaped(url)}</a>`;
}
