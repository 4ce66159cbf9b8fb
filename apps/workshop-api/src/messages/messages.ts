import type { Context } from "@mechanicbuddy/platform/context";

/** Kinds of mail a workshop sends; each has a text per language that the workshop may change. */
export const templateKinds = [
  "estimate",
  "invoice",
  "credit-note",
  "receipt",
  "invitation",
  "reset",
  "password-changed",
  "email-changed",
] as const;
export type TemplateKind = (typeof templateKinds)[number];

export interface NewMessage {
  template: TemplateKind;
  language: string;
  to: string[];
  about: { kind: string; id: string };
  /** Values of the template's variables: `link`, `documentNumber`, `total`, `customerName` … */
  variables: Record<string, string>;
  customerId?: string;
  /** Words of the sender that take the place of the template's text. */
  text?: string;
  /** Files that go along, by id. */
  attachmentIds?: string[];
}

/** Puts a message into the outbox, in the transaction of what caused it: it is sent if and only if that is saved. Returns its id. */
export async function queue(_ctx: Context, _message: NewMessage): Promise<string> {
  throw new Error("the outbox is not there yet");
}
