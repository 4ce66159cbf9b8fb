import type { CustomerInput } from "@mechanicbuddy/contract/customers";
import type { Language } from "@mechanicbuddy/contract/fields";
import type { Random } from "./random.ts";

const given: Record<Language, string[]> = {
  et: [
    "Marika",
    "Tiit",
    "Kadri",
    "Priit",
    "Ülle",
    "Jaan",
    "Piret",
    "Raivo",
    "Leena",
    "Margus",
    "Eha",
    "Kalev",
    "Siiri",
    "Urmas",
  ],
  en: ["Olga", "Peter", "Susan", "James", "Helen", "Mark", "Ruth", "Alan"],
  de: ["Jürgen", "Sabine", "Uwe", "Katrin", "Björn"],
  fr: ["Hélène", "François", "Zoé", "Benoît"],
  es: ["Íñigo", "Lucía", "Ramón", "Núria"],
};
const family: Record<Language, string[]> = {
  et: [
    "Kask",
    "Tamm",
    "Sepp",
    "Mägi",
    "Saar",
    "Rebane",
    "Kukk",
    "Põld",
    "Ots",
    "Lepik",
    "Vaher",
    "Kõiv",
    "Pärn",
    "Jõgi",
  ],
  en: ["Novak", "Hill", "Baker", "Reed", "Walsh", "Cole", "Ward"],
  de: ["Müller", "Schröder", "Weiß", "Jäger"],
  fr: ["Lefèvre", "Dubois", "Gérard"],
  es: ["Núñez", "Ibáñez", "García"],
};
const trades = [
  "Laevik",
  "Põhja Veod",
  "Kivi Ehitus",
  "Sadama Takso",
  "Lume Kaubad",
  "Rand Rent",
  "Tuule Energia",
  "Metsa Töö",
];
const streets = ["Sadama", "Pikk", "Vana-Kalamaja", "Kopli", "Ranna tee", "Tartu mnt", "Soo", "Niine"];

/** Language of the n-th customer: mostly Estonian, as in Tallinn, and some of each other. */
function languageOf(n: number): Language {
  const others: Language[] = ["en", "de", "fr", "es"];
  return n % 6 === 5 ? (others[Math.floor(n / 6) % others.length] ?? "en") : "et";
}

/** The customers of the demo: nobody real, numbers that cannot be dialled, addresses at example.com. */
export function demoCustomers(random: Random, count: number): CustomerInput[] {
  return Array.from({ length: count }, (_, n) => {
    const language = languageOf(n);
    const contact = {
      language,
      phone: `+372 000 ${String(100 + (n % 900)).padStart(4, "0")}`,
      street: `${random.pick(streets)} ${1 + random.below(80)}`,
      city: "Tallinn",
      postalCode: `10${String(100 + random.below(800))}`,
      country: "EE",
    };
    if (n % 7 === 6) {
      const name = `${random.pick(trades)} ${n < 60 ? "OÜ" : `${Math.floor(n / 7)} OÜ`}`;
      const registrationNo = String(10_000_000 + n * 137);
      const emails = [{ address: `office${n}@example.com`, label: null, isPrimary: true }];
      return { kind: "company", companyName: name, registrationNo, emails, ...contact };
    }
    const firstName = n === 0 ? "Marika" : random.pick(given[language]);
    const lastName = n === 0 ? "Kask" : random.pick(family[language]);
    const emails = [
      { address: n === 0 ? "marika@example.com" : `customer${n}@example.com`, label: null, isPrimary: true },
    ];
    return { kind: "private", firstName, lastName, emails, ...contact, ...oddities[n] };
  });
}

/** One to handle with care, one over their credit, one who pays cash only. */
const oddities: Record<number, Partial<CustomerInput>> = {
  3: { handleWithCare: true, careNote: "wants old parts back, call before every extra hour" },
  8: { creditLimitCents: 10_000 },
  15: { cashOnly: true },
};
