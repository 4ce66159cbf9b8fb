/** Documents of an invented workshop, for tests and previews. The sums are the worked examples of the money rules. */

import type { EstimateSnapshot, IssuedCreditNote, IssuedInvoice, PrintedLine } from "./invoice-snapshot.ts";

const line: PrintedLine = {
  kind: "part",
  description: "Bulb H7 12 V 55 W",
  quantity: "3",
  unit: "C62",
  unitPriceCents: 999,
  discountPercent: 10,
  totalCents: 2697,
  netCents: 2247,
  taxPercent: 20,
};

/** Three bulbs at 9.99 with 20 % VAT included, ten per cent off: 22.47 net, 4.50 VAT, 26.97 in all. */
export const bulbInvoice: IssuedInvoice = {
  kind: "invoice",
  templateVersion: 1,
  number: "2026-00031",
  issueOn: "2026-03-17",
  supplyOn: "2026-03-17",
  dueOn: "2026-03-31",
  dueDays: 14,
  language: "en",
  currency: "EUR",
  priceMode: "gross",
  seller: {
    legalName: "Sadama Auto OÜ",
    tradingName: "Sadama Auto",
    registrationNo: "12345678",
    vatId: "EE123456789",
    addressLines: ["Sadama 7", "10111 Tallinn", "Estonia"],
    phone: "+372 000 0100",
    email: "info@sadama.example",
    website: "sadama.example",
    accounts: [{ iban: "EE382200221020145685", bic: "HABAEE2X", bank: "Swedbank" }],
  },
  buyer: { name: "Marika Kask", addressLines: ["Pärnu mnt 12–4", "10148 Tallinn"] },
  vehicle: {
    plate: "482 KTR",
    vin: "WVWZZZAUZGP000142",
    makeModel: "VW Golf VII 1.6 TDI 2016",
    odometer: 187204,
    unit: "km",
  },
  orderNumber: "1042",
  jobs: [{ title: "Headlight bulbs", lines: [line], totalCents: 2697 }],
  vatGroups: [{ category: "S", percent: 20, netCents: 2247, vatCents: 450, grossCents: 2697 }],
  totals: { netCents: 2247, vatCents: 450, totalCents: 2697 },
  paymentMethod: "Bank transfer",
  notes: [],
  signatureLines: false,
};

/** Two VAT rates, a discount, cause and correction: 163.36 net, 37.14 VAT, 200.50 in all. */
export const oilServiceInvoice: IssuedInvoice = {
  ...bulbInvoice,
  jobs: [
    {
      title: "Oil service",
      cause: "Service due by distance; oil 1 cm below the minimum mark, seal of the drain plug leaking slightly.",
      correction: "Oil and filter changed, new seal fitted, level checked after 10 minutes, service reminder reset.",
      lines: [
        {
          kind: "labour",
          description: "Oil and filter change",
          quantity: "1.5",
          unit: "HUR",
          unitPriceCents: 7800,
          discountPercent: 0,
          totalCents: 11700,
          netCents: 9435,
          taxPercent: 24,
        },
        {
          kind: "part",
          code: "5W30-LL",
          description: "Engine oil 5W-30",
          quantity: "4.5",
          unit: "LTR",
          unitPriceCents: 1290,
          discountPercent: 5,
          totalCents: 5515,
          netCents: 4448,
          taxPercent: 24,
        },
        {
          kind: "part",
          code: "HU6013Z",
          description: "Oil filter",
          quantity: "1",
          unit: "C62",
          unitPriceCents: 1335,
          discountPercent: 0,
          totalCents: 1335,
          netCents: 1077,
          taxPercent: 24,
        },
      ],
      totalCents: 18550,
    },
    {
      title: "Workshop manual",
      lines: [
        {
          kind: "part",
          code: "WM-G7",
          description: "Workshop manual, printed",
          quantity: "1",
          unit: "C62",
          unitPriceCents: 1500,
          discountPercent: 0,
          totalCents: 1500,
          netCents: 1376,
          taxPercent: 9,
        },
      ],
      totalCents: 1500,
    },
  ],
  vatGroups: [
    { category: "S", percent: 24, netCents: 14960, vatCents: 3590, grossCents: 18550 },
    { category: "S", percent: 9, netCents: 1376, vatCents: 124, grossCents: 1500 },
  ],
  totals: { netCents: 16336, vatCents: 3714, totalCents: 20050 },
  lateFeeText: "After the due date we charge interest of 0.06 % a day.",
  notes: ["Used parts are kept for 14 days. Thank you, and drive safely!"],
  issuedBy: "Liis Oja",
};

/** The bulbs sold to a company abroad: the contained VAT is taken out and the net is charged. */
export const reverseChargeInvoice: IssuedInvoice = {
  ...bulbInvoice,
  buyer: {
    name: "Brightside Motors SIA",
    addressLines: ["Brīvības iela 1", "LV-1010 Rīga", "Latvia"],
    registrationNo: "40000000000",
    vatId: "LV40000000000",
  },
  vatGroups: [{ category: "AE", percent: 0, netCents: 2247, vatCents: 0, grossCents: 2247 }],
  totals: { netCents: 2247, vatCents: 0, totalCents: 2247 },
};

export const bulbCreditNote: IssuedCreditNote = {
  ...bulbInvoice,
  kind: "credit_note",
  number: "C2026-00001",
  issueOn: "2026-03-18",
  creditsNumber: "2026-00031",
  creditsIssueOn: "2026-03-17",
  reason: "The invoice was made out to the wrong customer.",
};

export const oilServiceEstimate: EstimateSnapshot = {
  ...oilServiceInvoice,
  kind: "estimate",
  number: "1042-1",
  validUntilOn: "2026-04-16",
  notes: ["Found while working? We ask before we do more."],
  signatureLines: true,
};

/** An invoice of many lines in several jobs, for page breaks and measuring. */
export function longInvoice(lineCount: number): IssuedInvoice {
  const lines = Array.from(
    { length: lineCount },
    (_, index): PrintedLine => ({
      ...line,
      description: `Spare part number ${index + 1}`,
      code: `SP-${1000 + index}`,
      quantity: "1",
      unitPriceCents: 1240,
      discountPercent: 0,
      totalCents: 1240,
      netCents: 1000,
      taxPercent: 24,
    }),
  );
  const titles = ["Front axle", "Rear axle", "Engine"];
  const perJob = Math.ceil(lineCount / titles.length);
  const jobs = titles.map((title, index) => {
    const own = lines.slice(index * perJob, (index + 1) * perJob);
    return { title, lines: own, totalCents: own.length * 1240 };
  });
  const net = lineCount * 1000;
  return {
    ...bulbInvoice,
    jobs,
    vatGroups: [{ category: "S", percent: 24, netCents: net, vatCents: lineCount * 240, grossCents: lineCount * 1240 }],
    totals: { netCents: net, vatCents: lineCount * 240, totalCents: lineCount * 1240 },
  };
}
