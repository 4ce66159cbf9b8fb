import { providersFrom } from "@mechanicbuddy/assistant/settings";
import { type ConfigReading, readConfig } from "@mechanicbuddy/platform/config";
import type { ConfigDefinition } from "@mechanicbuddy/platform/config/definition";
import type { ConfigInputs } from "@mechanicbuddy/platform/config/sources";
import { parseProxies } from "@mechanicbuddy/platform/http/address";
import Type, { type Static } from "typebox";
import { billingProblems, stripePattern } from "./billing-config.ts";
import { databaseAddress } from "./database-address.ts";
import { secretFault } from "./secret-strength.ts";

const text = (description: string, options: object = {}) => Type.Optional(Type.String({ description, ...options }));
const secret = (description: string, options: object = {}) => text(description, { ...options, secret: true });
const money = (description: string, fallback: number) =>
  Type.Number({ description, default: fallback, minimum: 0, maximum: 1_000_000, expected: "US dollars such as 25" });

const variables = Type.Object({
  NODE_ENV: Type.Unsafe<"development" | "production" | "test">({
    type: "string",
    anyOf: ["development", "production", "test"].map((word) => ({ const: word })),
    description: "`production` refuses missing secrets and fakes.",
    default: "development",
  }),
  HOST: Type.String({ description: "Address to listen on.", default: "127.0.0.1" }),
  PORT: Type.Integer({ description: "Port to listen on.", default: 3000, minimum: 0, maximum: 65_535 }),
  DATABASE_URL: secret("Address of the database; wins over SUPABASE_URL.", {
    pattern: "^postgres(ql)?://\\S+$",
    expected: "an address such as postgresql://user:password@host:5432/name",
  }),
  SUPABASE_URL: secret("Another name for the address of the database.", {
    pattern: "^(postgres(ql)?|https)://\\S+$",
    expected: "postgresql://… or https://<project>.supabase.co",
  }),
  SUPABASE_SERVICE_ROLE_KEY: secret("Password of the database, if its address holds none."),
  SUPABASE_ANON_KEY: secret("Not used."),
  JWT_SECRET: secret("Root secret, from which each purpose's key is derived."),
  JWT_SECRET_PREVIOUS: secret("The root secret before the last rotation."),
  ALLOWED_ORIGINS: text("Addresses of the site; the first one is canonical.", {
    pattern: "^\\s*https?://[^\\s,/]+(\\s*,\\s*https?://[^\\s,/]+)*\\s*$",
    expected: "a list of origins such as https://mechanics-mate.app",
  }),
  PUBLIC_URL: text("The canonical address, if it is not the first allowed origin.", {
    pattern: "^https?://[^\\s/@]+$",
    expected: "an origin such as https://mechanics-mate.app",
  }),
  TRUST_PROXY: Type.String({
    description: "Networks whose forwarding headers are believed.",
    default: "loopback, private",
  }),
  MIGRATE_ON_START: Type.Boolean({ description: "Bring the database up to date at the start.", default: true }),
  ANTHROPIC_API_KEY: secret("Key of the hosted model.", {
    pattern: "^sk-ant-\\S+$",
    expected: "a key that begins with sk-ant-",
  }),
  STRIPE_SECRET_KEY: secret("Key of the payment provider.", stripePattern("sk", "rk")),
  STRIPE_WEBHOOK_SECRET: secret("Secret that signs its events; several for a rotation, separated by commas.", {
    pattern: "^whsec_\\S+$",
    expected: "a secret that begins with whsec_",
  }),
  STRIPE_PUBLISHABLE_KEY: text("Its public key.", stripePattern("pk")),
  STRIPE_PRICE_STARTER: text("Price of the plan starter.", {
    pattern: "^price_\\w+$",
    expected: "an id that begins with price_",
  }),
  STRIPE_PRICE_PROFESSIONAL: text("Price of the plan professional.", {
    pattern: "^price_\\w+$",
    expected: "an id that begins with price_",
  }),
  STRIPE_PRICE_WORKSHOP: text("Price of the plan workshop.", {
    pattern: "^price_\\w+$",
    expected: "an id that begins with price_",
  }),
  STRIPE_PRICE_TRIAL: text("Price of a trial, if it costs something.", {
    pattern: "^price_\\w+$",
    expected: "an id that begins with price_",
  }),
  STRIPE_API_URL: text("Address of the payment provider; for its stand-in in development.", {
    pattern: "^http://(127\\.0\\.0\\.1|localhost):\\d+$",
    expected: "an address on this machine",
  }),
  SENTRY_DSN: secret("Where faults are reported."),
  SENTRY_ENVIRONMENT: text("Name under which they are reported."),
  SENTRY_SAMPLE_RATE: Type.Number({
    description: "Share of requests that are traced.",
    default: 0.1,
    minimum: 0,
    maximum: 1,
    expected: "a number from 0 to 1",
  }),
  SMTP_URL: secret("Mail relay.", {
    pattern: "^smtps?://\\S+$",
    expected: "an address such as smtp://user:password@host:587",
  }),
  MAIL_FROM: text("Address mails leave from.", {
    pattern: "^[^\\s@<>]+@[^\\s@<>]+$",
    expected: "an e-mail address without a name",
  }),
  DEFAULT_PLAN: Type.String({
    description: "Plan of every account while billing is off.",
    default: "professional",
    pattern: "^(trial|starter|professional|workshop)$",
    expected: "trial, starter, professional or workshop",
  }),
  LOG_LEVEL: Type.String({
    description: "The least grave entries that are logged.",
    default: "info",
    pattern: "^(debug|info|warn|error|silent)$",
    expected: "debug, info, warn, error or silent",
  }),
  LOG_DIR: Type.String({ description: "Folder of app.log and error.log.", default: "logs" }),
  METRICS_TOKEN: secret("Opens /metrics.", { minLength: 16, expected: "at least 16 characters" }),
  RATE_LIMITS: Type.Number({
    description: "Multiplies all limits of requests.",
    default: 1,
    minimum: 0.1,
    maximum: 100,
    expected: "a number such as 2",
  }),
  ASSISTANT_PROVIDERS: text("Order of providers, `anthropic,compatible,reference`."),
  ASSISTANT_MODEL_LARGE: text("Model for diagnosis."),
  ASSISTANT_MODEL_SMALL: text("Small model of Anthropic for titles; without one they are the first words."),
  ASSISTANT_BASE_URL: text("Address of an OpenAI-compatible server.", {
    pattern: "^https?://\\S+$",
    expected: "an address such as http://localhost:11434/v1",
  }),
  OPENAI_BASE_URL: text("Another name for ASSISTANT_BASE_URL.", {
    pattern: "^https?://\\S+$",
    expected: "an address such as http://localhost:11434/v1",
  }),
  ASSISTANT_API_KEY: secret("Its key."),
  OPENAI_API_KEY: secret("Another name for ASSISTANT_API_KEY."),
  ASSISTANT_MODEL: text("Its model."),
  OPENAI_MODEL: text("Another name for ASSISTANT_MODEL."),
  ASSISTANT_PRICES: text("Prices of models that are not listed, in dollars for a million tokens in and out.", {
    pattern: "^[^=\\s]+=\\d+(\\.\\d+)?/\\d+(\\.\\d+)?(\\s*,\\s*[^=\\s]+=\\d+(\\.\\d+)?/\\d+(\\.\\d+)?)*$",
    expected: "a list such as some-model=0.4/1.6",
  }),
  ANTHROPIC_BASE_URL: text("Address of the hosted model; for its stand-in in development.", {
    pattern: "^http://(127\\.0\\.0\\.1|localhost):\\d+(/\\S*)?$",
    expected: "an address on this machine",
  }),
  AI_DAILY_CAP_USD: money("Most that models may cost in a day.", 25),
  AI_MONTHLY_CAP_USD: money("Most that models may cost in a month.", 300),
  AI_TRIAL_DAILY_CAP_USD: money("Most that all trials together may cost in a day.", 3),
  SHUTDOWN_SECONDS: Type.Integer({
    description: "Time for running answers after SIGTERM.",
    default: 25,
    minimum: 1,
    maximum: 600,
  }),
});
export type MateVariables = Static<typeof variables>;

export const mateConfig: ConfigDefinition<typeof variables> = {
  server: "mechanics-mate",
  variables,
  check: (values, isProduction) => [
    ...databaseAddress(values, isProduction).problems,
    ...secretFaults(values, isProduction),
    ...billingProblems(values, isProduction),
    ...proxyProblems(values),
    ...providersFrom(values).problems,
    ...(isProduction ? productionProblems(values) : []),
  ],
};

function secretFaults({ JWT_SECRET, JWT_SECRET_PREVIOUS }: MateVariables, isProduction: boolean): string[] {
  const faults: string[] = [];
  if (JWT_SECRET === undefined) {
    if (isProduction)
      faults.push("JWT_SECRET is missing: the root secret. Set it to the output of: openssl rand -base64 48");
  } else {
    const fault = secretFault(JWT_SECRET);
    if (fault !== undefined) faults.push(`JWT_SECRET ${fault}. Set it to the output of: openssl rand -base64 48`);
  }
  if (JWT_SECRET_PREVIOUS !== undefined && JWT_SECRET_PREVIOUS === JWT_SECRET) {
    faults.push("JWT_SECRET_PREVIOUS is the same as JWT_SECRET. Remove it once the rotation is over.");
  }
  return faults;
}

function proxyProblems({ TRUST_PROXY }: MateVariables): string[] {
  try {
    parseProxies(TRUST_PROXY, "TRUST_PROXY");
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function productionProblems({ ALLOWED_ORIGINS }: MateVariables): string[] {
  if (ALLOWED_ORIGINS === undefined)
    return ["ALLOWED_ORIGINS is missing: addresses of the site. Set it to https origins separated by commas."];
  return ALLOWED_ORIGINS.split(",").some((origin) => !origin.trim().startsWith("https://"))
    ? ["ALLOWED_ORIGINS must hold https addresses only."]
    : [];
}

/** The settings of the site, with everything that is wrong with them. */
export function readMateConfig(inputs: ConfigInputs = {}): ConfigReading<typeof variables> {
  return readConfig(mateConfig, inputs);
}

/** Origins of the site, the canonical one first. */
export function originsOf({ ALLOWED_ORIGINS, PUBLIC_URL, PORT }: MateVariables): string[] {
  const listed = (ALLOWED_ORIGINS ?? `http://localhost:${PORT}`).split(",").map((origin) => origin.trim());
  return PUBLIC_URL === undefined ? listed : [PUBLIC_URL, ...listed.filter((origin) => origin !== PUBLIC_URL)];
}
