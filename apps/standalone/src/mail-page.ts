import type { CaughtMail } from "./mail-catcher.ts";

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; padding: .5rem; border-bottom: 1px solid #8886; vertical-align: top; }
  pre { white-space: pre-wrap; font: inherit; }`;

/** The list of caught mail, newest first. */
export function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails.map(
    ({ id, at, mail }) => `<tr><td>${at.toISOString().slice(11, 19)}</td><td>${text(recipients(mail))}</td>
      <td><a href="/mails/${id}">${text(mail.subject ?? "(no subject)")}</a></td><td>${mail.attachments.length || ""}</td></tr>`,
  );
  const body =
    rows.length === 0
      ? "<p>No mail yet. Whatever the workshop sends arrives here and goes nowhere else.</p>"
      : `<table><thead><tr><th>At</th><th>To</th><th>Subject</th><th>Files</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return page("Caught mail", body);
}

/** One mail with its text, links and attachments. */
export function mailPage({ id, mail }: CaughtMail): string {
  const files = mail.attachments.map(
    (file, index) => `<li><a href="/mails/${id}/attachments/${index}">${text(file.filename ?? "attachment")}</a></li>`,
  );
  return page(
    mail.subject ?? "(no subject)",
    `<p><a href="/">All mail</a></p><p>From ${text(mail.from?.text ?? "")}<br>To ${text(recipients(mail))}</p>
     <pre>${linked(mail.text ?? "")}</pre>${files.length === 0 ? "" : `<ul>${files.join("")}</ul>`}`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>${text(title)}</title><style>${style}</style><h1>${text(title)}</h1>${body}</html>`;
}

function recipients(mail: CaughtMail["mail"]): string {
  return [mail.to ?? []]
    .flat()
    .map((list) => list.text)
    .join(", ");
}

function linked(plain: string): string {
  return text(plain).replace(/https?:\/\/[^\s<&]+/g, (url) => `<a href="${url}">${url}</a>`);
}

function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
