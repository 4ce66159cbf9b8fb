import type { BankAccount, Buyer, Seller } from "./invoice-snapshot.ts";
import type { Fact, Paper } from "./paper.ts";
import type { Words } from "./words/words.ts";

/** Who writes and to whom: on top of every document. */
export function letterHead(
  { seller, buyer }: { seller: Seller; buyer: Buyer | null },
  words: Words,
): Pick<Paper, "sellerName" | "sellerLines" | "buyerLabel" | "buyerName" | "buyerLines"> {
  const sellerName = seller.tradingName || seller.legalName;
  return {
    sellerName,
    sellerLines: sellerLines(seller, sellerName, words),
    buyerLabel: words.customer,
    buyerName: buyer?.name ?? words.privatePerson,
    buyerLines: buyer ? [...filled(buyer.addressLines), ...codes(buyer, words)] : [],
  };
}

export function pageFooter(seller: Seller, words: Words): Paper["footer"] {
  return {
    codes: [seller.legalName, ...codes(seller, words)],
    accounts: seller.accounts.map(accountLine),
    page: words.page,
  };
}

export function issuedDate(issueOn: string): Paper["issued"] {
  const [year = 0, month = 0, day = 0] = issueOn.split("-").map(Number);
  return { year, month, day };
}

function sellerLines(seller: Seller, shownName: string, words: Words): string[] {
  const legalName = seller.legalName === shownName && !seller.logo ? "" : seller.legalName;
  const contact = [seller.phone, seller.email, seller.website];
  return filled([legalName, ...seller.addressLines, ...codes(seller, words), ...contact]);
}

function codes(party: { registrationNo?: string; vatId?: string }, words: Words): string[] {
  return filled([
    party.registrationNo && `${words.registrationNo} ${party.registrationNo}`,
    party.vatId && `${words.vatId} ${party.vatId}`,
  ]);
}

function accountLine(account: BankAccount): string {
  return filled([account.bank, grouped(account.iban), account.bic]).join("  ");
}

/** IBANs are read and typed in groups of four. */
export function grouped(iban: string | undefined): string {
  return (iban ?? "").replaceAll(" ", "").replace(/(.{4})(?=.)/g, "$1 ");
}

export function fact(label: string, value: string | undefined): Fact | null {
  return value ? { label, value } : null;
}

export function filled<T>(entries: (T | null | undefined | "" | false)[]): T[] {
  return entries.filter((entry): entry is T => Boolean(entry));
}
