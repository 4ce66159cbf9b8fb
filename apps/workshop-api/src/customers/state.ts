import { invalid } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import * as search from "../search/search.ts";
import { type CustomerState, faultsOf, nameOf, type Traits, withPrimary } from "./customer.ts";
import { openCode, sealCode } from "./personal-code.ts";
import { readPhone } from "./phone.ts";
import type * as store from "./store.ts";

/** Puts the customer's words into the search index, in the transaction of the change. */
export function makeFindable(
  ctx: Context,
  id: string,
  state: CustomerState,
  country: string | null,
  isRebuilt = false,
): void {
  const phones = [state.phone, state.phone2].flatMap((typed) => {
    const phone = readPhone(typed, country);
    return [typed, phone?.key, phone?.national];
  });
  search.index(ctx, {
    kind: "customer",
    entityId: id,
    title: nameOf(state),
    keys: [state.registrationNo, state.vatId, state.externalId],
    words: [state.companyName, state.firstName, state.lastName],
    contacts: [...phones, ...state.emails.map((email) => email.address)],
    isRebuilt,
  });
}

/** Refuses what must be corrected; adds what follows from the rest. */
export function settled(customer: CustomerState): CustomerState {
  const faults = faultsOf(customer);
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return { ...customer, emails: withPrimary(customer.emails) };
}

/** The columns a customer is kept in. */
export function written(ctx: Context, id: string, state: CustomerState, country: string | null): store.Written {
  return {
    state,
    phoneKey: readPhone(state.phone, country)?.key ?? null,
    personalCode: sealCode(ctx, id, state.personalCode),
  };
}

/** By what likely duplicates of the customer are found. */
export function traitsOf(state: CustomerState, country: string | null): Traits {
  const phones = [state.phone, state.phone2].map((typed) => readPhone(typed, country)?.key);
  return {
    phoneKeys: phones.filter((key) => key !== undefined),
    emails: state.emails.map((email) => email.address),
    registrationNo: state.registrationNo,
    name: nameOf(state),
    postalCode: state.postalCode,
  };
}

/** A stored row as people write it. */
export function stateOf(ctx: Context, row: store.WholeRow): CustomerState {
  const { id, version, name, phoneKey, archivedAt, createdAt, personalCode, ...fields } = row;
  const emails = fields.emails.map(({ bouncedAt, ...email }) => email);
  return { ...fields, emails, personalCode: openCode(ctx, id, personalCode) };
}
