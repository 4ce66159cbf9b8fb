import { execFile } from "node:child_process";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import type { InvoiceSnapshot } from "./invoice-snapshot.ts";
import { documentLanguages } from "./invoice-snapshot.ts";
import type { JobCardSnapshot } from "./job-card-snapshot.ts";
import { pdfPages } from "./pdf-text.ts";
import { closeRenderer, renderEstimate, renderInvoice, renderJobCard } from "./render.ts";
import {
  bulbCreditNote,
  bulbInvoice,
  longInvoice,
  oilServiceEstimate,
  oilServiceInvoice,
  reverseChargeInvoice,
} from "./sample-snapshots.ts";

afterAll(closeRenderer);

/** Two blue pixels. */
const onePicture = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGNkiK5gYGAAAAO1ANX6drbLAAAAAElFTkSuQmCC";

async function printed(snapshot: InvoiceSnapshot): Promise<string> {
  return pdfPages(await renderInvoice(snapshot)).join("\n");
}

/** Without the line breaks of the page, no-break spaces as spaces. */
function flowing(text: string): string {
  return text.replace(/[\s\u200b]+/g, " ");
}

test("the same snapshot gives the same file, byte for byte, also from another thread", async () => {
  const first = await renderInvoice(oilServiceInvoice);
  await renderInvoice({ ...bulbInvoice, number: "2026-00032" });
  expect(Buffer.compare(await renderInvoice(structuredClone(oilServiceInvoice)), first)).toBe(0);
  await closeRenderer();
  expect(Buffer.compare(await renderInvoice(oilServiceInvoice), first)).toBe(0);
  expect(Buffer.compare(await renderInvoice({ ...oilServiceInvoice, number: "2026-00033" }), first)).not.toBe(0);
});

test("the file is a tagged PDF/A-3 dated with the issue date and holds only fonts of the package", async () => {
  const file = Buffer.from(await renderInvoice(bulbInvoice)).toString("latin1");
  expect(file).toContain("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
  expect(file).toMatch(/\/MarkInfo <<\s*\/Marked true/);
  expect(file).toContain("/Type /StructTreeRoot");
  expect(file).toContain("/Lang (en-GB)");
  expect(file).toContain("/CreationDate (D:20260317000000Z)");
  const fonts = [...file.matchAll(/\/BaseFont \/[A-Z]{6}\+(\S+)/g)].map(([, name]) => name);
  expect(new Set(fonts)).toEqual(
    new Set(["AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-SemiBold", "AtkinsonHyperlegibleNext-Bold"]),
  );
});

test("three bulbs at 9.99 with VAT, ten per cent off, print as net 22.47, VAT 4.50, total 26.97", async () => {
  const lines = (await printed(bulbInvoice)).split("\n");
  for (const amount of ["9.99", "10%", "22.47", "4.50", "26.97", "€26.97"]) expect(lines).toContain(amount);
});

test("an invoice shows who, when, which car, why, how to pay and the page number", async () => {
  const text = flowing(await printed(oilServiceInvoice));
  for (const shown of [
    "Invoice 2026-00031",
    "Sadama Auto OÜ",
    "Reg. no. 12345678",
    "VAT no. EE123456789",
    "Marika Kask",
    "31 March 2026",
    "14 days",
    "Work order 1042",
    "482 KTR",
    "WVWZZZAUZGP000142",
    "187,204 km",
    "Cause Service due by distance",
    "Correction Oil and filter changed",
    "Engine oil 5W-30 5W30-LL 4.5 l 12.90 5% 24% 55.15",
    "Prices in EUR, VAT included",
    "Late payment After the due date",
    "Issued by Liis Oja",
    "Swedbank EE38 2200 2210 2014 5685 HABAEE2X",
    "Page 1/1",
  ]) {
    expect(text).toContain(shown);
  }
});

test("the discount column is there only when a line has a discount", async () => {
  expect(await printed(bulbInvoice)).toContain("Discount");
  expect(await printed(longInvoice(3))).not.toContain("Discount");
});

test("reverse charge prints the net of each line, no VAT, and says why", async () => {
  const text = flowing(await printed(reverseChargeInvoice));
  expect(text).toContain("22.47 26.97");
  expect(text).toContain("Total €22.47");
  expect(text).toContain("Reverse charge: the customer accounts for the VAT.");
  const [group] = reverseChargeInvoice.vatGroups;
  const own = { ...reverseChargeInvoice, vatGroups: group ? [{ ...group, reason: "Article 196 applies" }] : [] };
  expect(await printed(own)).toContain("Article 196 applies");
});

test("sixty lines fill several pages, each with the table's head and the document's number", async () => {
  const pages = pdfPages(await renderInvoice(longInvoice(60)));
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) {
    expect(page).toContain("Description");
    expect(page).toContain("Invoice 2026-00031");
  }
  const text = pages.join("\n");
  for (let index = 1; index <= 60; index++) expect(text).toContain(`Spare part number ${index}`);
});

test("what people typed is printed as typed and never runs as a template", async () => {
  const typed = '#eval("1+1") $x^2$ *bold* _it_ {{7*7}} `raw` @ref <label> [c] \\u{41} // = "q" -- ...';
  const [job] = bulbInvoice.jobs;
  const lines = (job?.lines ?? []).map((line) => ({ ...line, description: typed, code: "#sys.inputs" }));
  const text = flowing(
    await printed({
      ...bulbInvoice,
      buyer: { name: typed, addressLines: ['#read("/etc/passwd")'] },
      jobs: [{ title: typed, cause: typed, correction: typed, lines, totalCents: 2697 }],
      notes: [typed],
    }),
  );
  expect(text.split(typed).length - 1).toBe(6);
  expect(text).toContain('#read("/etc/passwd")');
  expect(text).toContain("#sys.inputs");
});

test("line breaks in a cause stay line breaks", async () => {
  const [job] = bulbInvoice.jobs;
  const jobs = job ? [{ ...job, cause: "First line\nSecond line" }] : [];
  expect((await printed({ ...bulbInvoice, jobs })).split("\n")).toContain("Second line");
});

test("names in other scripts are printed, and a sign no font has becomes a box instead of stopping the invoice", async () => {
  const text = await printed({
    ...bulbInvoice,
    buyer: { name: "Юрий Λάμπρος 李", addressLines: ["Thanks 👍 \u0007\ud800!"] },
  });
  expect(text.replaceAll("\n", "")).toContain("Юрий Λάμπρος □");
  expect(text.replaceAll("\n", "")).toContain("Thanks □");
});

test("a logo is shown, and one that cannot be read is named as the problem", async () => {
  const withLogo = (base64: string) => ({
    ...bulbInvoice,
    seller: { ...bulbInvoice.seller, logo: { base64, mediaType: "image/png" as const } },
  });
  const file = Buffer.from(await renderInvoice(withLogo(onePicture))).toString("latin1");
  expect(file).toContain("/Subtype /Image");
  expect(file).toContain("/Alt (Sadama Auto)");
  const broken = Buffer.from("\x89PNG, but no picture", "latin1").toString("base64");
  await expect(renderInvoice(withLogo(broken))).rejects.toMatchObject({ problems: [{ field: "seller.logo" }] });
});

const titles = {
  en: ["Invoice", "Estimate", "Credit note", "Private person", "26.97"],
  de: ["Rechnung", "Kostenvoranschlag", "Rechnungskorrektur", "Privatperson", "26,97"],
  fr: ["Facture", "Devis", "Avoir", "Particulier", "26,97"],
  es: ["Factura", "Presupuesto", "Factura rectificativa", "Particular", "26,97"],
  et: ["Arve", "Hinnapakkumine", "Kreeditarve", "Eraisik", "26,97"],
} as const;

test.each(documentLanguages)(
  "invoice, estimate and credit note are in the customer's language: %s",
  async (language) => {
    const [invoice, estimate, creditNote, privatePerson, total] = titles[language];
    const text = await printed({ ...bulbInvoice, language, buyer: null });
    for (const word of [`${invoice} 2026-00031`, privatePerson, total]) expect(text).toContain(word);
    const quote = flowing(pdfPages(await renderEstimate({ ...oilServiceEstimate, language })).join("\n"));
    expect(quote).toContain(`${estimate} 1042-1`);
    const credit = flowing(await printed({ ...bulbCreditNote, language }));
    for (const word of [`${creditNote} C2026-00001`, "2026-00031", bulbCreditNote.reason])
      expect(credit).toContain(word);
  },
);

test("a workshop in the United States gets Letter paper, its dates and its currency", async () => {
  const pdf = await renderInvoice({ ...bulbInvoice, paper: "letter", locale: "en-US", currency: "USD" });
  expect(Buffer.from(pdf).toString("latin1")).toContain("/MediaBox [0 0 612 792]");
  const [page = ""] = pdfPages(pdf);
  for (const shown of ["March 31, 2026", "$26.97", "Prices in USD, VAT included"]) expect(page).toContain(shown);
});

test("a broken snapshot is refused with every field that is wrong", async () => {
  const [job] = bulbInvoice.jobs;
  const lines = (job?.lines ?? []).map((line) => ({ ...line, quantity: "1,5", discountPercent: 120 }));
  const broken = { ...bulbInvoice, issueOn: "17.03.2026", jobs: [{ title: " ", lines, totalCents: 2697 }] };
  await expect(renderInvoice(broken)).rejects.toMatchObject({
    name: "SnapshotError",
    problems: [
      { field: "issueOn", message: 'is "17.03.2026"; give a date such as "2026-03-17".' },
      { field: "jobs[0].title" },
      { field: "jobs[0].lines[0].quantity" },
      { field: "jobs[0].lines[0].discountPercent" },
    ],
  });
});

test("sums that do not add up are never printed", async () => {
  const wrong = { ...bulbInvoice, totals: { netCents: 2247, vatCents: 450, totalCents: 2698 } };
  await expect(renderInvoice(wrong)).rejects.toThrow(
    "totals.totalCents: is 2698, but the sum of the VAT groups is 2697.",
  );
});

test("twenty documents at once do not hold up the server", async () => {
  await renderInvoice(bulbInvoice);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await Promise.all(Array.from({ length: 20 }, (_, n) => renderInvoice({ ...longInvoice(20), number: `2026-${n}` })));
  delay.disable();
  expect(delay.percentile(99) / 1e6).toBeLessThan(50);
});

test("an invoice takes well under a tenth of a second of the machine", async () => {
  const documents = 15;
  await renderInvoice(oilServiceInvoice);
  // What the processor did for us: the time on the clock is also that of everybody else on the machine.
  const before = process.cpuUsage();
  for (let n = 0; n < documents; n++) await renderInvoice({ ...oilServiceInvoice, number: `2026-${n}` });
  const { user, system } = process.cpuUsage(before);
  const eachMs = (user + system) / 1000 / documents;
  process.stdout.write(`invoice of four lines: ${eachMs.toFixed(1)} ms\n`);
  expect(eachMs).toBeLessThan(100);
});

test("Typst is loaded by the first document only, and a finished process is not held back", async () => {
  const script = `
    const { renderInvoice } = await import(${JSON.stringify(new URL("./render.ts", import.meta.url).href)});
    const { bulbInvoice } = await import(${JSON.stringify(new URL("./sample-snapshots.ts", import.meta.url).href)});
    process.report.excludeNetwork = true;
    const loaded = () => process.report.getReport().sharedObjects.some((path) => path.includes("typst"));
    const before = loaded();
    await renderInvoice(bulbInvoice);
    console.log(before, loaded());`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  expect(stdout).toBe("false true\n");
});

const card: JobCardSnapshot = {
  kind: "job_card",
  language: "en",
  number: "1042",
  issueOn: "2026-03-17",
  seller: { legalName: "Sadama Auto OÜ", tradingName: "Sadama" },
  customer: "Mari Maasikas",
  phone: "+372 5555 0101",
  vehicle: {
    plate: "482 KTR",
    makeModel: "Škoda Octavia 2016",
    vin: "TMBJG7NE5G0123456",
    odometer: 128_400,
    unit: "km",
  },
  promisedAt: "2026-03-17T14:00:00.000Z",
  timeZone: "Europe/Tallinn",
  concern: "Squeals when braking.",
  jobs: [
    {
      title: "Front brakes",
      complaint: "Squeal, front left",
      mechanics: ["Juri Tamm"],
      isDone: false,
      lines: [{ quantity: "1.5", unit: "HUR", description: "Replace front pads" }],
    },
  ],
  link: "https://sadama.example/app/work/1",
  code: { size: 3, path: "M1 1h1v1h-1z" },
};

test("a job card tells plate, promise and work, and not a single price", async () => {
  const text = flowing(await pdfPages(await renderJobCard(card)).join("\n"));
  for (const words of [
    "Job card 1042",
    "482 KTR",
    "16:00",
    "Squeals when braking.",
    "Front brakes",
    "Juri Tamm",
    "1.5 h",
  ])
    expect(text).toContain(words);
  expect(text).not.toMatch(/€|EUR|VAT/);
});

test.each(documentLanguages)("a job card is printed in %s without a gap", async (language) => {
  const first = await renderJobCard({ ...card, language });
  expect(Buffer.compare(await renderJobCard({ ...card, language }), first)).toBe(0);
});
