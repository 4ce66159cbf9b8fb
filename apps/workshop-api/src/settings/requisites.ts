import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Requisites } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import { accountFaults, accountKey } from "./bank-account.ts";
import * as store from "./store.ts";
import { vatIdKey, vatIdProblem } from "./vat-id.ts";

type Given = Omit<Requisites, "logoFileId">;

/** Saves the company's data for documents issued from now on. */
export async function put(ctx: Context, given: Given): Promise<Requisites> {
  const faults = faultsOf(given);
  if (Object.keys(faults).length > 0) throw invalid(faults);
  const tidy = {
    ...given,
    vatId: given.vatId === null ? null : vatIdKey(given.vatId),
    accounts: given.accounts.map(({ iban, bic, bank }) => ({
      iban: accountKey(iban),
      bic: bic?.toUpperCase() || null,
      bank: bank || null,
    })),
  };
  const before = await store.findRequisites(ctx);
  const [saved, after] = await Promise.all([store.updateRequisites(ctx, tidy), store.findRequisites(ctx)]);
  if (!saved) throw new Refusal("conflict", "The company data was changed meanwhile.", { current: after });
  audit.record(ctx, { action: "requisites.update", entityKind: "requisites", before, after });
  return after;
}

function faultsOf({ vatId, country, website, accounts }: Given): Record<string, string> {
  const faults: Record<string, string> = {};
  const problem = vatId === null ? undefined : vatIdProblem(vatId, country);
  if (problem !== undefined) faults.vatId = problem;
  if (website !== null && !isWebAddress(website)) {
    faults.website = "Enter an address such as example.com or https://example.com.";
  }
  for (const [index, account] of accounts.entries()) {
    for (const [field, message] of Object.entries(accountFaults(account, country))) {
      faults[`accounts.${index}.${field}`] = message;
    }
  }
  return faults;
}

/** The address becomes a link on pages, so it leads to the web and nowhere else. */
function isWebAddress(typed: string): boolean {
  const url = URL.parse(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (url === null) return false;
  return url.hostname.includes(".") && url.username === "" && url.password === "" && !/\s/.test(typed);
}
