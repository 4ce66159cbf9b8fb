/** What a delivery status notification (RFC 3464) says of one of our mails. */
export interface Bounce {
  tenantId: string;
  messageId: string;
  /** Recipients nobody delivers to any more, each with the last server's words. */
  failures: { address: string; reason: string }[];
}

/** A part of a mail: its headers by lower-case name, unfolded, and its text. */
interface Part {
  headers: Map<string, string>;
  body: string;
}

/** What stands in the Message-ID of our mails, so that a report finds its way back. */
export const mailIdOf = (messageId: string, tenantId: string, from: string) =>
  `<${messageId}.${tenantId}@${from.split("@").at(-1)}>`;
const ownMailId = /^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-z][a-z0-9-]{1,38}[a-z0-9])@/im;

/** Reads a mail; undefined when it is no report, reports no failure for good, or is not about a mail of ours. */
export function readBounce(mail: string): Bounce | undefined {
  const text = mail.replace(/\r\n?/g, "\n");
  const report = partOf(text);
  const type = report.headers.get("content-type") ?? "";
  if (!/^multipart\/report\b/i.test(type) || !/report-type="?delivery-status"?/i.test(type)) return undefined;
  const parts = partsOf(report.body, /boundary="?([^";]+)"?/i.exec(type)?.[1]?.trim() ?? "");
  const status = parts.find(({ headers }) =>
    /^message\/(global-)?delivery-status/i.test(headers.get("content-type") ?? ""),
  );
  const original = parts.find(({ headers }) =>
    /rfc822|global-headers|message\/global$/i.test(headers.get("content-type") ?? ""),
  );
  const [, messageId, tenantId] = ownMailId.exec(unfolded(original?.body ?? "")) ?? [];
  if (status === undefined || messageId === undefined || tenantId === undefined) return undefined;
  const failures = status.body.split(/\n\s*\n/).flatMap(failureOf);
  return failures.length === 0 ? undefined : { tenantId, messageId, failures };
}

/** What is said of one recipient, when it says that it failed for good. */
function failureOf(group: string): Bounce["failures"] {
  const fields = fieldsOf(group);
  const recipient = fields.get("original-recipient") ?? fields.get("final-recipient");
  const isFinal = fields.get("action")?.toLowerCase() === "failed" && fields.get("status")?.startsWith("5") === true;
  const address = /^(?:rfc822|utf-8)\s*;\s*<?([^<>\s]+@[^<>\s]+?)>?$/i.exec(recipient ?? "")?.[1];
  if (!isFinal || address === undefined) return [];
  const words = fields.get("diagnostic-code")?.replace(/^smtp\s*;\s*/i, "");
  return [{ address: address.toLowerCase(), reason: words ?? `Status ${fields.get("status")}` }];
}

const unfolded = (text: string) => text.replace(/\n[ \t]+/g, " ");

function fieldsOf(block: string): Map<string, string> {
  const lines = unfolded(block).split("\n");
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]];
    }),
  );
}

function partOf(text: string): Part {
  const end = text.indexOf("\n\n");
  const headers = fieldsOf(end === -1 ? text : text.slice(0, end));
  const body = end === -1 ? "" : text.slice(end + 2);
  const isCoded = headers.get("content-transfer-encoding")?.toLowerCase() === "base64";
  return { headers, body: isCoded ? Buffer.from(body, "base64").toString().replace(/\r\n?/g, "\n") : body };
}

function partsOf(body: string, boundary: string): Part[] {
  if (boundary === "") return [];
  const [, ...rest] = `\n${body}`.split(`\n--${boundary}`);
  return rest.filter((part) => !part.startsWith("--")).map((part) => partOf(part.replace(/^[ \t]*\n/, "")));
}
