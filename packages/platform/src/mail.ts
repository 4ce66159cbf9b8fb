import { createTransport } from "nodemailer";
import { observeMail } from "./metrics.ts";

export interface MailSettings {
  /** Without a relay every mail is `MailUnavailable`. */
  host: string | undefined;
  port: number;
  user: string | undefined;
  password: string | undefined;
  /** Address all mails leave from, so that SPF and DMARC hold. */
  from: string;
  /** Time for connecting, for the greeting, and for each answer. */
  timeoutMs?: number;
}

export interface OutgoingMail {
  to: readonly string[];
  replyTo?: string;
  /** Shown beside the sender's address: the workshop. */
  fromName: string;
  subject: string;
  text: string;
  html?: string;
  attachments?: readonly { name: string; mediaType: string; bytes: Buffer }[];
  /** Stays the same when a mail is sent again, so a doubled one can be recognised: `<id@domain>`. */
  messageId: string;
}

/** What the relay answered when it took the mail over. */
export interface MailAccepted {
  response: string;
  messageId: string;
  /** Recipients the relay turned down while it accepted others. */
  rejected: string[];
}

export interface Mailer {
  /** Resolves only after the relay accepted; throws `MailRefused` or `MailUnavailable`. */
  send(mail: OutgoingMail): Promise<MailAccepted>;
  /** Connects and signs in without sending, for `doctor`. Throws `MailUnavailable`. */
  check(): Promise<void>;
}

/** The relay will never take this mail: trying again is pointless. */
export class MailRefused extends Error {
  /** The relay's words, for the author of the mail; they may contain addresses, so they stay out of logs. */
  readonly response: string;
  /** Recipients nobody can ever deliver to, as the relay says; empty when it dislikes the mail itself. */
  readonly recipients: readonly string[];
  constructor(status: number | undefined, response: string, recipients: readonly string[] = []) {
    super(`The mail relay refused the mail${status === undefined ? "" : ` with ${status}`}`);
    this.name = "MailRefused";
    this.response = response;
    this.recipients = recipients;
  }
}

/** The relay cannot be used right now: try again later. */
export class MailUnavailable extends Error {
  readonly response: string;
  constructor(reason: string, response = "") {
    super(`The mail relay cannot be used: ${reason}`);
    this.name = "MailUnavailable";
    this.response = response;
  }
}

/** Opens nothing yet: each mail has its own connection, so a relay that restarts disturbs nobody. */
export function createMailer(settings: MailSettings): Mailer {
  const { host, port, user, password, from, timeoutMs = 10_000 } = settings;
  if (host === undefined) {
    const missing = async (): Promise<never> => {
      observeMail("unavailable");
      throw new MailUnavailable("SMTP_HOST is not set");
    };
    return { send: missing, check: missing };
  }
  const transport = createTransport({
    host,
    port,
    secure: port === 465,
    // A password never travels in the clear, except to a relay on this very machine.
    requireTLS: user !== undefined && !isLoopback(host),
    auth: user === undefined ? undefined : { user, pass: password ?? "" },
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        const sent = await transport.sendMail({
          from: { name: mail.fromName, address: from },
          to: [...mail.to],
          replyTo: mail.replyTo,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: mail.messageId,
          attachments: mail.attachments?.map(({ name, mediaType, bytes }) => ({
            filename: name,
            contentType: mediaType,
            content: bytes,
          })),
        });
        observeMail("accepted");
        return { response: sent.response, messageId: mail.messageId, rejected: sent.rejected ?? [] };
      } catch (error) {
        const reason = reasonOf(error);
        observeMail(reason instanceof MailRefused ? "refused" : "unavailable");
        throw reason;
      }
    },
    check: async () => {
      try {
        await transport.verify();
      } catch (error) {
        const reason = reasonOf(error);
        throw reason instanceof MailRefused ? new MailUnavailable(reason.message, reason.response) : reason;
      }
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

/** Faults of the relay or of our sign-in concern every mail and pass; only an answer about this mail is final. */
function reasonOf(error: unknown): MailRefused | MailUnavailable {
  const {
    code = "unknown",
    response = "",
    responseCode,
    rejected = [],
  } = error as {
    code?: string;
    response?: string;
    responseCode?: number;
    rejected?: string[];
  };
  const isAboutUs = ["EAUTH", "ENOAUTH", "ETLS", "ECONFIG"].includes(code);
  if (!isAboutUs && responseCode !== undefined && responseCode >= 500)
    return new MailRefused(responseCode, response, code === "EENVELOPE" ? rejected : []);
  if (code === "EENVELOPE" && responseCode === undefined)
    return new MailRefused(undefined, "There is no valid recipient");
  return new MailUnavailable(responseCode === undefined ? code : `${code} ${responseCode}`, response);
}
