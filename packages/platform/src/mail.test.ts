import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { createMailer, MailRefused, type MailSettings, MailUnavailable, type OutgoingMail } from "./mail.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** A real SMTP server that keeps what it accepted. */
async function relay(options: SMTPServerOptions = {}): Promise<{ port: number; accepted: string[] }> {
  const accepted: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        accepted.push(Buffer.concat(chunks).toString());
        done(null, "2.0.0 queued as 4711");
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, accepted };
}

function mailer(settings: Partial<MailSettings>) {
  return createMailer({
    host: "127.0.0.1",
    port: 25,
    user: undefined,
    password: undefined,
    from: "noreply@mechanicbuddy.app",
    timeoutMs: 1_000,
    ...settings,
  });
}

const invoice: OutgoingMail = {
  to: ["ann@example.com"],
  replyTo: "desk@acme.example",
  fromName: "Acme Garage",
  subject: "Rechnung 1042 – Müller",
  text: "Guten Tag",
  html: "<p>Guten Tag</p>",
  messageId: "<0197-1042@mechanicbuddy.app>",
  attachments: [{ name: "1042.pdf", mediaType: "application/pdf", bytes: Buffer.from("%PDF-1.7") }],
};

test("a mail counts as sent once the relay took it over, from the operator in the workshop's name", async () => {
  const { port, accepted } = await relay();
  const sent = await mailer({ port }).send(invoice);
  expect(sent).toEqual({ response: expect.stringContaining("4711"), messageId: invoice.messageId, rejected: [] });
  expect(accepted[0]).toContain("From: Acme Garage <noreply@mechanicbuddy.app>");
  expect(accepted[0]).toContain("Reply-To: desk@acme.example");
  expect(accepted[0]).toContain("Message-ID: <0197-1042@mechanicbuddy.app>");
  expect(accepted[0]).toContain("1042.pdf");
});

test("a mail to an address that does not exist is refused for good, with the relay's reason", async () => {
  const { port } = await relay({
    onRcptTo: (_address, _session, done) => done(refusal(550, "5.1.1 No such user here")),
  });
  const failure = await mailer({ port })
    .send(invoice)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MailRefused);
  expect((failure as MailRefused).response).toContain("No such user here");
  expect((failure as MailRefused).message).not.toContain("ann@example.com");
});

test("a mail the relay turns down after reading it is refused for good", async () => {
  const { port } = await relay({
    onData: (stream, _session, done) => {
      stream.on("end", () => done(refusal(554, "5.7.1 Looks like spam")));
      stream.resume();
    },
  });
  await expect(mailer({ port }).send(invoice)).rejects.toBeInstanceOf(MailRefused);
});

test("a recipient is told apart from those the relay accepted", async () => {
  const { port } = await relay({
    onRcptTo: ({ address }, _session, done) => done(address.startsWith("gone") ? refusal(550, "5.1.1 gone") : null),
  });
  const sent = await mailer({ port }).send({ ...invoice, to: ["ann@example.com", "gone@example.com"] });
  expect(sent.rejected).toEqual(["gone@example.com"]);
});

test("a mail waits when the relay is busy, away, silent, or does not know our password", async () => {
  const busy = await relay({ onRcptTo: (_address, _session, done) => done(refusal(451, "4.7.1 Greylisted")) });
  const locked = await relay({ onAuth: (_auth, _session, done) => done(refusal(535, "5.7.8 Wrong password")) });
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => silent.close(() => resolve())));
  const settings: Partial<MailSettings>[] = [
    { port: busy.port },
    { port: locked.port, user: "mb", password: "wrong" },
    { port: (silent.address() as AddressInfo).port, timeoutMs: 200 },
    { port: 1 },
    { host: undefined },
  ];
  for (const setting of settings) {
    await expect(mailer(setting).send(invoice)).rejects.toBeInstanceOf(MailUnavailable);
  }
  await expect(mailer({ port: locked.port, user: "mb", password: "wrong" }).check()).rejects.toBeInstanceOf(
    MailUnavailable,
  );
});

test("the password of the relay never travels without encryption to another machine", async () => {
  let signedIn = false;
  const { port } = await relay({
    onAuth: (_auth, _session, done) => {
      signedIn = true;
      done(null, { user: "mb" });
    },
  });
  // A name that resolves to this machine but is not known to: the relay offers no encryption.
  const elsewhere = mailer({ host: "0.0.0.0", port, user: "mb", password: "geheim" });
  await expect(elsewhere.send(invoice)).rejects.toBeInstanceOf(MailUnavailable);
  expect(signedIn).toBe(false);
  await mailer({ port, user: "mb", password: "geheim" }).send(invoice);
  expect(signedIn).toBe(true);
});

test("a customer's name cannot smuggle a header into a mail", async () => {
  const { port, accepted } = await relay();
  await mailer({ port }).send({
    ...invoice,
    fromName: "Acme\r\nBcc: all@example.com",
    subject: "Hello\r\nBcc: all@example.com",
  });
  expect(accepted[0]).not.toMatch(/^Bcc:/m);
});
