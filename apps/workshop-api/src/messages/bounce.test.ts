import { createCustomer, getCustomer } from "@mechanicbuddy/contract/customers";
import { getMessage } from "@mechanicbuddy/contract/messages";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { mailIdOf, readBounce } from "./bounce.ts";
import { bounced } from "./bouncing.ts";
import { queue } from "./messages.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

interface Said {
  mailId: string;
  recipients?: string[];
  action?: string;
  status?: string;
}

/** As Postfix writes it. */
const postfix = ({
  mailId,
  recipients = ["gone@example.com"],
  action = "failed",
  status = "5.1.1",
}: Said) => `Return-Path: <>
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: noreply@mechanicbuddy.app
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4VkB1/mx.example.net"

This is a MIME-encapsulated message.

--4VkB1/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4VkB1/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 4VkB1
Arrival-Date: Mon,  1 Jun 2026 10:00:00 +0300 (EEST)

${recipients
  .map(
    (recipient) => `Final-Recipient: rfc822; ${recipient}
Original-Recipient: rfc822;${recipient}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mail.example.com
Diagnostic-Code: smtp; 550 5.1.1 <${recipient}>: Recipient address rejected:
    User unknown in virtual mailbox table
`,
  )
  .join("\n")}
--4VkB1/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: Sadama Auto <noreply@mechanicbuddy.app>
To: gone@example.com
Message-ID:
 ${mailId}
Subject: Invoice

--4VkB1/mx.example.net--
`;

/** As Exchange writes it: parts in base64, only the final recipient, and the whole mail. */
const exchange = ({ mailId }: Said) =>
  `From: postmaster@outlook.example
To: noreply@mechanicbuddy.app
Content-Type: multipart/report; boundary=_000_ex_; report-type="delivery-status"

--_000_ex_
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

${Buffer.from("Reporting-MTA: dns;ex.example\r\n\r\nFinal-recipient: RFC822;Gone@Example.com\r\nAction: failed\r\nStatus: 5.1.10\r\n").toString("base64")}
--_000_ex_
Content-Type: message/rfc822

Message-ID: ${mailId}
From: noreply@mechanicbuddy.app

Hello
--_000_ex_--
`.replaceAll("\n", "\r\n");

const uuid = "0190aaaa-0000-7000-8000-000000000000";
const mailId = mailIdOf(uuid, "demo", "noreply@mechanicbuddy.app");

test.each([
  [
    "Postfix",
    postfix({ mailId }),
    "550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
  ],
  ["Exchange", exchange({ mailId }), "Status 5.1.10"],
])("a report of %s says which mail of which workshop came back from where", (_, mail, reason) => {
  expect(readBounce(mail)).toEqual({
    tenantId: "demo",
    messageId: uuid,
    failures: [{ address: "gone@example.com", reason }],
  });
});

test.each([
  ["a report that a mail is late", postfix({ mailId, action: "delayed", status: "4.4.1" })],
  ["a report that a mail arrived", postfix({ mailId, action: "delivered", status: "2.0.0" })],
  ["a report about somebody else's mail", postfix({ mailId: "<abc@elsewhere.example>" })],
  ["an answer of a person", "From: a@example.com\nSubject: Re: Invoice\n\nPlease call me.\n"],
  ["nothing", ""],
])("%s marks nothing", (_, mail) => {
  expect(readBounce(mail)).toBeUndefined();
});

async function sent(to: string[]): Promise<string> {
  const about = { kind: "work_order", id: newId() };
  const variables = { customerName: "Mari", documentNumber: "1", link: "https://x/y" };
  const createdBy = { kind: "user", role: "owner", ...shop.people.owner } as const;
  const id = await inTransaction({ ...shop.ctx, actor: createdBy }, (ctx) =>
    queue(ctx, { template: "invoice", language: "en", to, about, variables }),
  );
  await run(shop.ctx.db, sql`update messages set status = 'sent', sent_at = now() where id = ${id}`);
  return id;
}
const report = (id: string, recipients: string[]) => {
  const found = readBounce(postfix({ mailId: mailIdOf(id, shop.id, "a@b.example"), recipients }));
  return bounced(shop.ctx, { messageId: found?.messageId ?? "", failures: found?.failures ?? [] });
};

test("a mail that comes back later is marked like one that was refused: message, address, and its author hears of it, once", async () => {
  const emails = [{ address: "Gone@example.com", label: null, isPrimary: true }];
  const { id: customerId } = await shop.call(createCustomer, { body: { kind: "private", lastName: "Kask", emails } });
  const id = await sent(["gone@example.com"]);
  expect(await report(id, ["gone@example.com"])).toBe(true);
  const message = await shop.call(getMessage, { params: { id } });
  expect(message).toMatchObject({ status: "bounced", reason: expect.stringContaining("User unknown") });
  const customer = await shop.call(getCustomer, { params: { id: customerId } });
  expect(customer.emails?.[0]).toMatchObject({ bouncedAt: expect.any(String) });
  expect(await report(id, ["gone@example.com"])).toBe(false);
  const { items } = await shop.call(listNotifications, { query: {} });
  expect(items.filter(({ kind }) => kind === "message.failed")).toHaveLength(1);
});

test("of two recipients one that is gone is named, and the mail to the other counts as sent", async () => {
  const id = await sent(["gone@example.com", "here@example.com"]);
  expect(await report(id, ["gone@example.com"])).toBe(true);
  const message = await shop.call(getMessage, { params: { id } });
  expect(message).toMatchObject({
    status: "sent",
    reason: expect.stringContaining("Not delivered to gone@example.com"),
  });
});

test("a report cannot mark an address the mail never went to", async () => {
  const emails = [{ address: "victim@example.com", label: null, isPrimary: true }];
  const { id: customerId } = await shop.call(createCustomer, { body: { kind: "private", lastName: "Kask", emails } });
  const id = await sent(["here@example.com"]);
  expect(await report(id, ["victim@example.com"])).toBe(false);
  const customer = await shop.call(getCustomer, { params: { id: customerId } });
  expect(customer.emails?.[0]?.bouncedAt ?? null).toBeNull();
});
