import { formatsFor } from "./formats.ts";
import type { CardJob, JobCardSnapshot } from "./job-card-snapshot.ts";
import type { Fact, PageSetup } from "./paper.ts";
import { fact, filled, issuedDate } from "./present-parts.ts";
import { type Words, wordsIn } from "./words/words.ts";

/** A job card as finished strings; its template is `job-card.typ`. */
export interface JobCard extends PageSetup {
  title: string;
  workshop: string;
  plate: string;
  makeModel: string;
  facts: Fact[];
  /** What the customer says, and what colleagues should know. */
  story: Fact[];
  jobs: { title: string; mechanics: string; story: string; isDone: boolean; rows: [string, string, string][] }[];
  notes: string;
  link: string;
  /** The QR code: an SVG path on a grid of `size`, in short words, since long ones are broken. */
  code: JobCardSnapshot["code"];
}

/** Turns a job card into the finished strings of its page. */
export function presentJobCard(snapshot: JobCardSnapshot): JobCard {
  const { seller, vehicle, number, link, code } = snapshot;
  const words = wordsIn(snapshot.language);
  const locale = snapshot.locale || words.locale;
  const formats = formatsFor(locale, "EUR");
  const { jobCard } = words;
  const workshop = seller.tradingName || seller.legalName;
  const odometer = vehicle?.odometer === undefined ? "" : formats.distance(vehicle.odometer, vehicle.unit);
  return {
    language: snapshot.language,
    region: new Intl.Locale(locale).region?.toLowerCase() ?? "",
    size: snapshot.paper === "letter" ? "us-letter" : "a4",
    fileTitle: `${jobCard.title} ${number}, ${workshop}`,
    author: seller.legalName,
    issued: issuedDate(snapshot.issueOn),
    title: `${jobCard.title} ${number}`,
    workshop,
    plate: vehicle?.plate ?? "",
    makeModel: vehicle?.makeModel ?? "",
    facts: filled([
      fact(words.vin, vehicle?.vin),
      fact(words.odometer, odometer),
      fact(jobCard.key, snapshot.keyTag),
      fact(jobCard.promised, snapshot.promisedAt && moment(snapshot.promisedAt, locale, snapshot.timeZone)),
      fact(words.customer, filled([snapshot.customer, snapshot.phone]).join(", ")),
      fact(jobCard.responsible, snapshot.responsible),
      { label: jobCard.printed, value: formats.date(snapshot.issueOn) },
    ]),
    story: filled([fact(jobCard.concern, snapshot.concern), fact(jobCard.note, snapshot.note)]),
    jobs: snapshot.jobs.map((job) => cardJob(job, words, formats.quantity)),
    notes: jobCard.notes,
    link,
    code: { ...code, path: code.path.replaceAll("M", " M") },
  };
}

/** Weekday, day and time as people of a place write them. */
function moment(at: string, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone }).format(new Date(at));
}

function cardJob(
  { title, complaint, mechanics, isDone, lines }: CardJob,
  words: Words,
  quantity: (of: string) => string,
) {
  return {
    title,
    mechanics: mechanics.join(", "),
    story: complaint ?? "",
    isDone,
    rows: lines.map((line): [string, string, string] => [
      `${quantity(line.quantity)} ${words.units[line.unit] ?? line.unit}`,
      line.description,
      line.code ?? "",
    ]),
  };
}
