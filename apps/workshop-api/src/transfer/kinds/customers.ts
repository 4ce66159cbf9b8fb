import type { CustomerInput } from "@mechanicbuddy/contract/customers";
import type { Language } from "@mechanicbuddy/contract/fields";
import { newId } from "@mechanicbuddy/platform/id";
import * as customers from "../../customers/customers.ts";
import type { RowReader } from "../cells.ts";
import { changedSince, changesOf, type Importer, noteFaults, type Plan, updateOrSkip } from "../importer.ts";

const companyWords = /^(company|business|firm|organi[sz]ation|corporate|legal|b2b|firma|ettevõte|entreprise|empresa)/i;

export const customersImporter: Importer<CustomerInput> = {
  read: (row, { country }) => {
    const wish = wishOf(row);
    noteFaults(row, customers.faultsOfInput(wish), { emails: "email" });
    for (const field of ["phone", "phone2"] as const) {
      const typed = wish[field];
      if (typed != null && customers.phoneIsUnread(typed, country)) {
        row.warn(field, "This is no phone number we can read. It is kept as typed.");
      }
    }
    const email = wish.emails?.[0]?.address.toLowerCase();
    return {
      label: wish.companyName ?? [wish.firstName, wish.lastName].filter(Boolean).join(" "),
      keys: wish.externalId == null ? (email === undefined ? [] : [`email:${email}`]) : [`id:${wish.externalId}`],
      wish,
    };
  },

  plan: async (ctx, wishes) => {
    const { byExternalId, byEmail } = await customers.matching(ctx, {
      externalIds: wishes.flatMap(({ externalId }) => externalId ?? []),
      emails: wishes.flatMap(({ emails = [] }) => emails.map((email) => email.address)),
    });
    return wishes.map((wish): Plan<CustomerInput> => {
      const source = byExternalId.get(wish.externalId ?? "");
      if (source !== undefined) return updateOrSkip(source, changes(source, wish, true), []);
      const address = wish.emails?.[0]?.address.toLowerCase() ?? "";
      // Whoever has another number elsewhere is somebody else, even under the same address.
      const alike = (byEmail.get(address) ?? []).filter(
        ({ state }) => state.externalId === null || wish.externalId == null,
      );
      const [first, second] = alike;
      if (second !== undefined) {
        const reason = `${alike.length} customers have this e-mail address: which one is meant cannot be told.`;
        return { outcome: "skipped", id: null, warnings: [{ column: null, reason }] };
      }
      if (first !== undefined) {
        const warnings = [{ column: null, reason: "Recognised by the e-mail address; only empty fields are filled." }];
        return updateOrSkip(first, changes(first, wish, false), warnings);
      }
      return { outcome: "created", id: newId(), wish, warnings: [] };
    });
  },

  create: (ctx, rows) =>
    customers.createMany(
      ctx,
      rows.map(({ id, wish }) => ({ id, input: wish })),
    ),

  update: async (ctx, { id, version, change }) => {
    const acceptWarnings = ["duplicate_customer"];
    return (await customers.update(ctx, id, { ...change, version, acceptWarnings })).version;
  },

  undo: async (ctx, { id, version, outcome, before }) => {
    const now = await customers.get(ctx, id);
    if (now.version !== version || now.id !== id) throw changedSince();
    if (outcome !== "created")
      return (await customers.update(ctx, id, { ...before, version, acceptWarnings: ["duplicate_customer"] })).version;
    await customers.remove(ctx, id);
    return null;
  },
};

/** Another address joins those that are there. */
function changes(known: customers.KnownCustomer, { emails, ...wish }: CustomerInput, all: boolean) {
  const there = known.state.emails;
  const fresh = (emails ?? []).filter(
    ({ address }) => !there.some((email) => email.address.toLowerCase() === address.toLowerCase()),
  );
  const joined =
    fresh.length === 0 ? undefined : [...there, ...fresh.map((email) => ({ ...email, isPrimary: there.length === 0 }))];
  return changesOf(known.state, { ...wish, emails: joined }, all || (joined !== undefined && there.length === 0));
}

function wishOf(row: RowReader): CustomerInput {
  const name = row.text("name");
  const companyName = row.text("companyName");
  const isCompany = companyName !== undefined || companyWords.test(row.text("kind") ?? "");
  const email = row.text("email");
  const language = row.text("language")?.slice(0, 2).toLowerCase() as Language | undefined;
  const wish = {
    kind: isCompany ? ("company" as const) : ("private" as const),
    ...(isCompany ? { companyName: companyName ?? name } : personOf(row, name)),
    ...(email === undefined ? {} : { emails: [{ address: email, label: null, isPrimary: true }] }),
    externalId: row.text("externalId"),
    phone: row.text("phone"),
    phone2: row.text("phone2"),
    street: row.text("street"),
    city: row.text("city"),
    region: row.text("region"),
    postalCode: row.text("postalCode"),
    country: row.text("country")?.toUpperCase(),
    registrationNo: row.text("registrationNo"),
    vatId: row.text("vatId"),
    language,
    dueDays: row.integer("dueDays"),
    discountPercent: row.percent("discountPercent"),
    cashOnly: row.yes("cashOnly"),
    note: row.text("note"),
  };
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as CustomerInput;
}

/** "Kask, Mari" and "Mari Kask" are the same person. */
function personOf(row: RowReader, name: string | undefined) {
  const [firstName, lastName] = [row.text("firstName"), row.text("lastName")];
  if (name === undefined || lastName !== undefined) return { firstName, lastName };
  const [last = "", first] = name.split(",").map((part) => part.trim());
  if (first !== undefined) return { firstName: firstName ?? (first || undefined), lastName: last };
  const words = name.split(/\s+/);
  return { firstName: firstName ?? (words.slice(0, -1).join(" ") || undefined), lastName: words.at(-1) };
}
