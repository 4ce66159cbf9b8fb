import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail relay on loopback that keeps what it takes. */
export interface Relay {
  port: number;
  mails: ParsedMail[];
  /** Answers every recipient with this status from now on; 250 takes them. */
  answer(status: number): void;
  close(): Promise<void>;
}

export async function startRelay(): Promise<Relay> {
  const mails: ParsedMail[] = [];
  let status = 250;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_, __, done) =>
      done(status === 250 ? null : Object.assign(new Error("told to"), { responseCode: status })),
    onData: (stream, _, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    answer: (next) => {
      status = next;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
