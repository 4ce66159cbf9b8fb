import {
  listMessageTemplates,
  type MessageTemplate,
  ownTemplateKinds,
  saveMessageTemplate,
  tryMessageTemplate,
} from "@mechanicbuddy/contract/messages";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

type Kind = MessageTemplate["kind"];
type Language = MessageTemplate["language"];
const languages: readonly Language[] = ["en", "de", "fr", "es", "et"];

const kindNames: Record<Kind, () => string> = {
  estimate: m["texts.kind.estimate"],
  invoice: m["texts.kind.invoice"],
  "credit-note": m["texts.kind.credit"],
  receipt: m["texts.kind.receipt"],
  invitation: m["texts.kind.invitation"],
  reset: m["texts.kind.reset"],
};

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const { workshop } = await event.locals.me();
  const asked = searchParams.get("language") ?? workshop.language;
  const language = languages.find((one) => one === asked) ?? "en";
  const kind = ownTemplateKinds.find((one) => one === searchParams.get("kind")) ?? "estimate";
  const { items } = await api(event)(listMessageTemplates, { query: { language } });
  const template = items.find((item) => item.kind === kind) as MessageTemplate;
  const names = new Intl.DisplayNames([event.locals.locale], { type: "language" });
  return {
    template,
    kinds: items.map((item) => ({
      kind: item.kind,
      label: kindNames[item.kind](),
      own: item.version !== null,
      href: `?kind=${item.kind}&language=${language}`,
    })),
    languages: languages.map((value) => ({ value, label: names.of(value) ?? value })),
  };
};

const wordsOf = (form: FormReader) => ({
  kind: form.text("kind") as Kind,
  language: form.text("language") as Language,
  subject: form.text("subject"),
  body: form.text("body"),
});
const versionOf = (form: FormReader) => {
  const version = form.optional("version");
  return version === undefined ? {} : { version: Number(version) };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      await api(event)(saveMessageTemplate, { body: { ...wordsOf(form), ...versionOf(form) } });
      return { saved: true };
    }),
  usual: (event) =>
    submit(event, async (form) => {
      const { kind, language } = wordsOf(form);
      await api(event)(saveMessageTemplate, { body: { kind, language, ...versionOf(form) } });
      return { saved: true };
    }),
  look: (event) =>
    submit(event, async (form) => {
      const words = wordsOf(form);
      return { words, shown: await api(event)(tryMessageTemplate, { body: words }) };
    }),
  mail: (event) =>
    submit(event, async (form) => {
      const words = wordsOf(form);
      return { words, shown: await api(event)(tryMessageTemplate, { body: { ...words, mail: true } }) };
    }),
};
