import { expect } from "@playwright/test";

interface Mail {
  to: string[];
  subject: string;
  text: string;
  attachments: string[];
}

/** The newest mail to an address, once the mail server has taken it. */
export async function mailTo(address: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const mails = (await (await fetch(`${process.env.E2E_MAIL}/api/mails`)).json()) as Mail[];
        found = mails.find((mail) => mail.to.includes(address) && subject.test(mail.subject));
        return found !== undefined;
      },
      { message: `a mail to ${address}`, timeout: 30_000 },
    )
    .toBe(true);
  return found as unknown as Mail;
}

/** The customer's link in a mail. */
export function linkIn(mail: Mail): string {
  const link = /https?:\/\/\S+\/[ei]\/[\w-]+/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error(`No link in “${mail.text}”`);
  return link;
}
