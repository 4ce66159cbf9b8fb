import { getTree, type TreeRun } from "@mechanicbuddy/contract/mate/knowledge";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { redirect } from "@sveltejs/kit";
import { shown } from "#lib/page/refused.ts";
import { m } from "#lib/paraglide/messages.js";
import type { PageServerLoad } from "./$types";

/** The whole run stands in the address: it can be kept, sent and taken back step by step. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { searchParams } = url;
  const version = Number(searchParams.get("version")) || undefined;
  const answers = searchParams.get("answers") ?? "";
  const run = (given: string) =>
    locals.call(getTree, {
      params,
      query: { ...(version === undefined ? {} : { version }), ...(given === "" ? {} : { answers: given }) },
    });
  const answer = answerIn(searchParams);
  if (answer === undefined) return { run: await begun(run(answers)), typed: undefined, error: undefined };
  let next: TreeRun;
  try {
    next = await run([answers, answer].filter(Boolean).join(","));
  } catch (refusal) {
    if (!(refusal instanceof MateRefusal) || refusal.code !== "validation") throw refusal;
    const isNumber = refusal.extra.errors?.every(({ field }) => field !== "answers") ?? true;
    return {
      run: await begun(run(answers)),
      typed: typedIn(searchParams),
      error: isNumber ? refusal.message : m["tools.number"](),
    };
  }
  redirect(303, `/tools/trees/${params.id}?version=${next.version}&answers=${encodeURIComponent(next.answers)}`);
};

/** A run that cannot be read any more is told on the page; a tree that is none is not found. */
async function begun(reading: Promise<TreeRun>): Promise<TreeRun | undefined> {
  try {
    return await reading;
  } catch (refusal) {
    if (!(refusal instanceof MateRefusal) || refusal.code !== "validation") return shown(Promise.reject(refusal));
    return undefined;
  }
}

/** What the form of a step sent, as the run writes it down. */
function answerIn(sent: URLSearchParams): string | undefined {
  const number = (name: string) => (sent.get(name) ?? "").trim().replace(",", ".");
  if (sent.has("done")) return "d";
  const option = sent.get("option");
  if (option !== null) return `o${option}`;
  if (!sent.has("reading")) return undefined;
  const isCompared = sent.has("low") || sent.has("high");
  const reading = number("reading") || "?";
  return isCompared ? `c${reading}~${number("low")}~${number("high")}` : `r${reading}`;
}

const typedIn = (sent: URLSearchParams) => ({
  reading: sent.get("reading") ?? "",
  low: sent.get("low") ?? "",
  high: sent.get("high") ?? "",
});
