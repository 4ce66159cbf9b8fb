import { inspectVin } from "@mechanicbuddy/contract/identity-keys";

/** What somebody typed into the one box: it prefills the shortest form that serves. */
export interface Typed {
  plate: string;
  vin: string;
  phone: string;
  name: string;
}

/** Sorts the text: 17 characters are a VIN, mostly digits a phone, letters with digits a plate, else a name. */
export function sortTyped(text: string): Typed {
  const typed = { plate: "", vin: "", phone: "", name: "" };
  const bare = text.replace(/[\s-]/g, "");
  if (["full", "misread"].includes(inspectVin(text).kind)) return { ...typed, vin: bare.toUpperCase() };
  if (/^\+?[\d()/.]{6,}$/.test(bare)) return { ...typed, phone: text };
  if (/\d/.test(bare) && bare.length <= 10) return { ...typed, plate: text.toUpperCase() };
  return { ...typed, name: text };
}

const company = /(?:^|\s)(oü|as|gmbh|ag|kg|ug|ltd|llc|inc|plc|sarl|sas|sa|sl|srl|bv|oy|ab|ühing)\.?$/i;

/** A typed name as customer: a legal form at its end makes it a company, else the last word is the family name. */
export function customerNamed(name: string): {
  kind: "private" | "company";
  companyName?: string;
  firstName?: string;
  lastName?: string;
} {
  if (company.test(name)) return { kind: "company", companyName: name };
  const words = name.split(/\s+/);
  const lastName = words.pop() ?? name;
  return words.length === 0 ? { kind: "private", lastName } : { kind: "private", firstName: words.join(" "), lastName };
}

/** The promise that is offered: today 17:00, or tomorrow when that is less than two hours away. `localNow` is the workshop's clock. */
export function usualPromise(localNow: string): string {
  const [day = "", clock = ""] = localNow.split("T");
  if (clock < "15:00") return `${day}T17:00`;
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return `${next.toISOString().slice(0, 10)}T17:00`;
}
