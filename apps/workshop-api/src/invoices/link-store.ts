import type { PublicInvoice } from "@mechanicbuddy/contract/invoices";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { db } from "../database.ts";

/** What a mail about an invoice says, as the paper says it. */
export interface Posted {
  number: string;
  language: string;
  currency: string;
  totalCents: number;
  dueOn: string;
  customerId: string | null;
  customerName: string | null;
  orderNumber: string | null;
  vehicle: string | null;
  plate: string | null;
  pdfFileId: string;
  /** The invoice a credit note corrects; null for an invoice. */
  creditsNumber: string | null;
}

export function findPosted(ctx: Context, id: string): Promise<Posted | undefined> {
  return maybeOne(
    ctx.db,
    sql<Posted>`select number, language, currency, total_cents as "totalCents", due_on as "dueOn",
        customer_now(customer_id) as "customerId", snapshot #>> '{buyer,name}' as "customerName",
        snapshot ->> 'orderNumber' as "orderNumber", snapshot #>> '{vehicle,makeModel}' as vehicle,
        snapshot #>> '{vehicle,plate}' as plate, pdf_file_id as "pdfFileId",
        snapshot ->> 'creditsNumber' as "creditsNumber"
      from invoices where id = ${id}`,
  );
}

export interface NewLink {
  recipient: string;
  token: string;
}

export function insert(ctx: Context, invoiceId: string, links: readonly NewLink[], expiresAt: string): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("invoice_links").values(
      links.map(({ recipient, token }) => ({
        id: newId(),
        invoice_id: invoiceId,
        token_sha256: sha256(token),
        channel: "email",
        recipient,
        expires_at: expiresAt,
        created_at: ctx.now().toISOString(),
        created_by: ctx.actor.userId ?? null,
      })),
    ),
  );
}

/** An invoice as the customer's link shows it. */
export interface Shown {
  isOver: boolean;
  invoiceId: string;
  page: PublicInvoice;
}

/** Everything but what is open stands as it was printed. Undefined when nobody ever made this link. */
export function findShown(ctx: Context, token: string): Promise<Shown | undefined> {
  return maybeOne(
    ctx.db,
    sql<Shown>`select l.revoked_at is not null or l.expires_at <= ${ctx.now()} as "isOver", i.id as "invoiceId",
        json_build_object('number', i.number, 'language', i.language, 'currency', i.currency,
          'workshop', json_build_object('phone', s.seller ->> 'phone', 'email', s.seller ->> 'email',
            'name', coalesce(s.seller ->> 'tradingName', s.seller ->> 'legalName')),
          'issueOn', i.issue_on, 'dueOn', i.due_on, 'totalCents', i.total_cents,
          'openCents', coalesce(r.open_cents, 0),
          'accounts', (select coalesce(json_agg(json_build_object('iban', a ->> 'iban', 'bic', a ->> 'bic',
              'bank', a ->> 'bank')), '[]') from jsonb_array_elements(s.seller -> 'accounts') a)) as page
      from invoice_links l
      join invoices i on i.id = l.invoice_id
      cross join lateral (select i.snapshot -> 'seller' as seller) s
      left join receivables r on r.invoice_id = i.id
      where l.token_sha256 = ${sha256(token)}`,
  );
}
