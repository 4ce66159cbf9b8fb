import { createServer, type Server } from "node:http";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { listPage, mailPage } from "./mail-page.ts";
import { listenHost } from "./ports.ts";

/** A mail the catcher took. */
export interface CaughtMail {
  id: number;
  at: Date;
  mail: ParsedMail;
}

export interface MailCatcher {
  /** Newest first. */
  mails(): readonly CaughtMail[];
  stop(): Promise<void>;
}

const KEPT = 500;

/** A mail server that delivers nowhere: it takes everything over SMTP and shows it on a page. */
export async function startMailCatcher(smtpPort: number, pagePort: number): Promise<MailCatcher> {
  const caught: CaughtMail[] = [];
  let count = 0;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    size: 50 * 1024 * 1024,
    onData: (stream, _session, done) => {
      simpleParser(stream).then(
        (mail) => {
          caught.unshift({ id: ++count, at: new Date(), mail });
          caught.splice(KEPT);
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    smtp.on("error", reject);
    smtp.listen(smtpPort, "127.0.0.1", resolve);
  });
  const pages = createServer((request, response) => {
    const { status, type, body } = answer(new URL(request.url ?? "/", "http://localhost"), caught);
    response.writeHead(status, {
      "content-type": type,
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    });
    response.end(body);
  });
  await new Promise<void>((resolve, reject) => {
    pages.once("error", reject);
    pages.listen(pagePort, listenHost(), resolve);
  });
  return {
    mails: () => caught,
    stop: async () => {
      await Promise.all([new Promise<void>((resolve) => smtp.close(() => resolve())), closed(pages)]);
    },
  };
}

function answer(url: URL, caught: readonly CaughtMail[]): { status: number; type: string; body: string | Buffer } {
  const html = "text/html; charset=utf-8";
  if (url.pathname === "/") return { status: 200, type: html, body: listPage(caught) };
  if (url.pathname === "/api/mails") {
    return { status: 200, type: "application/json", body: JSON.stringify(caught.map(summaryOf)) };
  }
  const [, id, part] = /^\/mails\/(\d+)(?:\/attachments\/(\d+))?$/.exec(url.pathname) ?? [];
  const found = caught.find((mail) => mail.id === Number(id));
  if (found === undefined) return { status: 404, type: "text/plain", body: "There is no such mail." };
  if (part === undefined) return { status: 200, type: html, body: mailPage(found) };
  const attachment = found.mail.attachments[Number(part)];
  if (attachment === undefined) return { status: 404, type: "text/plain", body: "There is no such attachment." };
  return { status: 200, type: attachment.contentType, body: attachment.content };
}

function summaryOf({ id, at, mail }: CaughtMail) {
  const to = [mail.to ?? []].flat().flatMap((list) => list.value.map((entry) => entry.address));
  const attachments = mail.attachments.map((attachment) => attachment.filename);
  return { id, at, to, from: mail.from?.text, subject: mail.subject, text: mail.text, attachments };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
