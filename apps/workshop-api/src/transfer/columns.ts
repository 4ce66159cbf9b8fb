import { type ImportField, type ImportKind, importFields, type Mapping } from "@mechanicbuddy/contract/imports";
import { invalid } from "@mechanicbuddy/contract/problem";

/** What columns are called in the tables of other programs, beside the name of the field itself. */
const synonyms: Partial<Record<ImportField, string>> = {
  externalId:
    "id, number, no, customer id, customer no, customer number, client id, client no, client number, account no, vehicle id, external id, reference",
  name: "full name, customer, client, customer name, client name, description, part name, title, item",
  kind: "type, customer type, category",
  firstName: "forename, given name, first",
  lastName: "surname, family name, last",
  companyName: "company, business, business name, organisation, organization, firm",
  email: "e-mail, mail, email address, e-mail address",
  phone: "telephone, tel, mobile, mobile phone, cell, phone number, phone 1, contact number",
  phone2: "phone 2, second phone, other phone, home phone, work phone, telephone 2",
  street: "address, address 1, address line 1, street address",
  city: "town, place",
  region: "county, state, province",
  postalCode: "postcode, post code, zip, zip code, postal code, plz",
  country: "country code",
  registrationNo: "registration number, reg no, company number, company no, reg code",
  vatId: "vat, vat number, vat no, vat id, vat reg no, tax id, tin",
  language: "lang",
  dueDays: "payment days, credit days, terms, payment terms, due days",
  discountPercent: "discount, discount %, discount percent",
  cashOnly: "cash, cash only",
  note: "notes, comment, comments, remarks, memo",
  plate: "reg, registration, licence plate, license plate, number plate, plate number, vrm, vehicle registration",
  vin: "chassis, chassis number, chassis no, vin number, vin code",
  make: "manufacturer, brand, vehicle make",
  model: "vehicle model, model name",
  series: "variant, trim, version",
  modelYear: "year, model year, year of manufacture, built",
  firstRegisteredOn: "first registered, first registration, date of first registration, registered",
  body: "body type",
  engine: "engine type",
  engineCode: "engine code, engine no, engine number",
  displacementCcm: "displacement, ccm, cc, engine size, capacity",
  powerKw: "power, kw",
  fuel: "fuel type",
  transmission: "gearbox",
  colour: "color",
  tyreSizes: "tyres, tires, tyre size, tyre sizes",
  odometer: "mileage, odometer reading, km, miles",
  ownerExternalId: "owner id, customer id, customer no, customer number, client id, owner no, owner",
  ownerEmail: "owner email, owner e-mail, customer email, email",
  code: "part number, part no, part code, sku, article, article number, item code, item no, product code",
  brand: "manufacturer, make",
  barcode: "ean, gtin, upc, bar code",
  oemNumber: "oem, oem number, oem no, oe number",
  unit: "uom, unit of measure",
  salePrice: "price, selling price, sale price, sales price, retail price, list price",
  stocked: "keep stock, stock item",
  reorderPoint: "minimum, min stock, reorder level, reorder point, min",
  reorderTo: "maximum, max stock, reorder to, max",
  quantity: "qty, stock, on hand, in stock, count",
  unitCost: "cost, cost price, purchase price, unit cost, buying price",
  vehicleExternalId: "vehicle id, vehicle no, vehicle number, car id",
  doneOn: "date, done on, completed, completed on, service date, invoice date, job date",
  title: "work, job, work done, service, description, job title, summary",
  cause: "fault, diagnosis, finding, findings",
  correction: "work performed, remedy, repair, work carried out, details",
  parts: "parts used, materials, items",
  reference: "invoice no, invoice number, order no, order number, job no, job number, document",
  storage: "location, warehouse, shelf, store",
};

/** One of these sets of columns must be there; its sentence says so. */
const needs: Record<ImportKind, { anyOf: ImportField[][]; sentence: string }> = {
  customers: {
    anyOf: [["name"], ["lastName"], ["firstName"], ["companyName"]],
    sentence: "Choose the column with the name: name, first or last name, or company.",
  },
  vehicles: {
    anyOf: [["plate"], ["vin"], ["make", "model"]],
    sentence: "Choose the column with the plate or the VIN, or those with make and model.",
  },
  parts: { anyOf: [["name"], ["code"]], sentence: "Choose the column with the part's name or its code." },
  history: {
    anyOf: ["vehicleExternalId", "plate", "vin"].map((by) => [by as ImportField, "doneOn", "title"]),
    sentence: "Choose the columns with the vehicle (its number, plate or VIN), the day and what was done.",
  },
  stock: { anyOf: [["code", "quantity"]], sentence: "Choose the columns with the part's code and its quantity." },
};

/** Letters and digits only: "E-Mail address" is "emailaddress". */
const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}%]/gu, "");

const names = new Map<ImportField, string[]>(
  [...new Set(Object.values(importFields).flat())].map((field) => [
    field,
    [plain(field), ...(synonyms[field] ?? "").split(",").map(plain)].filter((name) => name !== ""),
  ]),
);

/** Which field each column seems to hold; each field once, the exact name before a synonym, the earlier synonym first. */
export function recognise(headings: readonly string[], kind: ImportKind): (ImportField | null)[] {
  const found: (ImportField | null)[] = headings.map(() => null);
  const offers = importFields[kind].flatMap((field: ImportField) =>
    headings.flatMap((heading, column) => {
      const rank = (names.get(field) ?? []).indexOf(plain(heading));
      return rank === -1 ? [] : [{ field, column, rank }];
    }),
  );
  for (const { field, column } of offers.sort((a, b) => a.rank - b.rank)) {
    if (found[column] === null && !found.includes(field)) found[column] = field;
  }
  return found;
}

/** Refuses a mapping that names a field twice, one of another kind, a column that is not there, or too little. */
export function checkMapping(mapping: Mapping, kind: ImportKind, headings: readonly string[]): void {
  const fields = mapping.map(({ field }) => field);
  const twice = fields.find((field, index) => fields.indexOf(field) < index);
  if (twice !== undefined)
    throw invalid({ mapping: `Two columns are to hold the same (${twice}). Choose one of them.` });
  const allowed: readonly ImportField[] = importFields[kind];
  if (fields.some((field) => !allowed.includes(field))) {
    throw invalid({ mapping: `Choose from what ${kind} can have: ${allowed.join(", ")}.` });
  }
  if (mapping.some(({ column }) => column >= headings.length)) {
    throw invalid({ mapping: `The table has ${headings.length} columns only.` });
  }
  const { anyOf, sentence } = needs[kind];
  if (!anyOf.some((set) => set.every((field) => fields.includes(field)))) throw invalid({ mapping: sentence });
}
