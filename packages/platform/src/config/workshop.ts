import Type, { type Static, type TObject } from "typebox";
import type { ConfigDefinition } from "./definition.ts";
import { choice, key32, missing, optional, port, rootSecret, text, url, whole } from "./variables.ts";

/** What every server has. `HOST` is loopback unless an image says otherwise. */
export const processVariables = {
  NODE_ENV: choice(["development", "production", "test"], {
    description: "`production` refuses placeholders, fakes and missing secrets.",
    default: "development",
  }),
  HOST: text("Address to listen on.", { default: "127.0.0.1" }),
  LOG_LEVEL: choice(["debug", "info", "warn", "error", "silent"], {
    description: "The least grave entries that are logged.",
    default: "info",
  }),
  SENTRY_DSN: optional("Where faults are reported; empty turns it off.", { secret: true }),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional("Where traces are sent; empty turns it off.", url),
  SHUTDOWN_SECONDS: whole("Time for running requests and tasks after SIGTERM.", 25, 1, 600),
};

/** What servers behind a proxy have that publish metrics. */
export const serverVariables = {
  METRICS_PORT: port("Listener for Prometheus, never published; 0 turns it off.", 9_464),
  METRICS_TOKEN: optional("With it, GET /metrics also answers on the main port.", {
    minLength: 16,
    expected: "at least 16 characters",
    secret: true,
  }),
  TRUSTED_PROXIES: Type.Array(Type.String(), {
    description: "Networks from which X-Forwarded-* and X-Real-IP are believed.",
    default: ["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
  }),
};

export const databaseVariables = {
  DATABASE_URL: optional("The whole database address, instead of the DB_ variables.", {
    pattern: "^postgres(ql)?://\\S+$",
    expected: "an address such as postgres://user:password@host:5432/name",
    secret: true,
  }),
  DB_HOST: optional("Host of the database; empty in development starts the embedded one."),
  DB_PORT: port("Port of the database.", 5_432),
  DB_NAME: optional("Name of the database."),
  DB_USER: optional("The login that owns the database; migrations only."),
  DB_PASSWORD: optional("Password of the owner.", { secret: true }),
  DB_APP_PASSWORD: optional("Password of the runtime login; derived from DB_PASSWORD when absent.", { secret: true }),
  TENANT_DB_KEY: optional("Key each tenant login's password is derived from; from JWT_SECRET when absent.", rootSecret),
  DB_POOL_MAX: whole("Most connections of this process over all tenants.", 120, 4, 10_000),
  DB_SSL: choice(["prefer", "require", "verify"], {
    description: "Encryption towards the database; `verify` also checks its certificate.",
    default: "prefer",
  }),
  DB_STATEMENT_TIMEOUT_MS: whole("The longest statement.", 15_000, 100, 3_600_000),
};

export const tenancyVariables = {
  MULTI_TENANCY: Type.Boolean({ description: "Many tenants, or one.", default: false }),
  TENANT_ID: text("The one tenant where MULTI_TENANCY is off.", {
    default: "main",
    pattern: "^[a-z][a-z0-9-]{1,38}[a-z0-9]$",
    expected: "3 to 40 lower-case letters, digits and dashes",
  }),
  SPARE_TENANTS: whole("Finished schemas kept ready for new tenants, where a platform makes them.", 5, 0, 1_000),
  MAX_TENANTS: whole("Most tenants of this instance.", 100, 1, 100_000),
  BASE_DOMAIN: text("Domain under which `<id>.` is a tenant.", {
    default: "localhost",
    pattern: "^[a-z0-9.-]+$",
    expected: "a domain such as mechanicbuddy.app",
  }),
  PUBLIC_URL: optional("Own address, for links in mails.", url),
  INSTANCE_ID: text("Name of this instance; keys are bound to it.", { default: "main" }),
  PLATFORM_URL: optional("Where this instance reports and fetches the platform's keys.", url),
  PLATFORM_PUBLIC_KEY: optional("A pinned platform key instead of fetching it."),
};

export const secretVariables = {
  JWT_SECRET: text("The root secret from which each purpose's key is derived.", rootSecret),
  JWT_SECRET_PREVIOUS: optional("The root secret before the last rotation; it still verifies.", rootSecret),
  CONSUMER_SECRET: text("By which a site proves itself to its API.", key32),
};

export const mailRelayVariables = {
  SMTP_HOST: optional("Mail relay; without one no mail is sent."),
  SMTP_PORT: port("Port of the mail relay; 465 means TLS from the start.", 587),
  SMTP_USER: optional("Login at the mail relay."),
  SMTP_PASSWORD: optional("Password at the mail relay.", { secret: true }),
  SMTP_FROM: optional("Address all mails leave from.", {
    pattern: "^[^\\s@<>]+@[^\\s@<>]+$",
    expected: "an e-mail address without a name",
  }),
};

export const mailVariables = {
  ANTHROPIC_API_KEY: optional("Key of the hosted model; without one our own tables answer.", {
    pattern: "^sk-ant-\\S+$",
    expected: "a key that begins with sk-ant-",
    secret: true,
  }),
  OPENAI_BASE_URL: optional("Address of a model server that speaks like OpenAI, also one on the spot.", url),
  OPENAI_API_KEY: optional("Its key, if it wants one.", { secret: true }),
  OPENAI_MODEL: optional("Its model."),
  ...mailRelayVariables,
};

export const corsVariables = {
  CORS_MODE: choice(["Production", "Development"], {
    description: "`Production` allows CORS_APP_HOST and live custom domains, `Development` any localhost.",
    default: "Production",
  }),
  CORS_APP_HOST: optional("Origin whose scripts may call the API.", url),
};

export const fileVariables = {
  FILES_DRIVER: choice(["database", "folder", "s3"], { description: "Where uploads lie.", default: "database" }),
  FILES_DIR: optional("Folder of uploads, for the driver `folder`."),
  S3_ENDPOINT: optional("Address of the object store; empty for AWS.", url),
  S3_BUCKET: optional("Bucket of uploads, for the driver `s3`."),
  S3_REGION: text("Region of the bucket.", { default: "us-east-1" }),
  S3_ACCESS_KEY: optional("Access key of the object store.", { secret: true }),
  S3_SECRET_KEY: optional("Secret key of the object store.", { secret: true }),
};

export const taskVariables = {
  WORKER_CONCURRENCY: whole("Background tasks at once in this process; 0 leaves them to others.", 5, 0, 100),
};

export const backupVariables = {
  BACKUP_TARGET: optional("Directory or s3:// address of built-in backups."),
  BACKUP_SCHEDULE: optional("When built-in backups run: a cron expression with 5 fields.", {
    pattern: "^\\S+( \\S+){4}$",
    expected: "a cron expression with 5 fields",
  }),
  BACKUP_KEEP_DAYS: whole("How long built-in backups are kept.", 7, 1, 3_650),
};

const sessionVariables = {
  NEXT_PUBLIC_SESSION_TIMEOUT: whole(
    "Idle seconds until a session ends; the same for site and API.",
    1_500,
    60,
    86_400,
  ),
};

const workshopApiVariables = Type.Object({
  ...processVariables,
  PORT: port("Port of the API.", 15_567),
  ...sessionVariables,
  ...serverVariables,
  ...databaseVariables,
  ...secretVariables,
  ...tenancyVariables,
  ...mailVariables,
  ...corsVariables,
  ...fileVariables,
  ...taskVariables,
  ...backupVariables,
  DATA_DIR: text("Folder of the embedded database and generated secrets.", { default: ".data" }),
});
export type WorkshopApiConfig = Static<typeof workshopApiVariables>;

const workshopWebVariables = Type.Object({
  ...processVariables,
  PORT: port("Port of the site.", 3_000),
  TRUSTED_PROXIES: serverVariables.TRUSTED_PROXIES,
  API_URL: text("The API as this server reaches it.", { ...url, default: "http://127.0.0.1:15567" }),
  NEXT_PUBLIC_API_URL: optional("The API as clients outside reach it; shown in settings.", url),
  SERVER_SECRET: text("Equals the API's CONSUMER_SECRET.", key32),
  SESSION_SECRET: text("Encrypts the session cookie.", key32),
  ...sessionVariables,
  MULTI_TENANCY: tenancyVariables.MULTI_TENANCY,
  TENANT_ID: tenancyVariables.TENANT_ID,
  BASE_DOMAIN: tenancyVariables.BASE_DOMAIN,
  PUBLIC_URL: tenancyVariables.PUBLIC_URL,
});
export type WorkshopWebConfig = Static<typeof workshopWebVariables>;

const otherNames = [...namesOf(workshopApiVariables), ...namesOf(workshopWebVariables)];

/** Settings of the workshop's API and of its `migrate` command. */
export const workshopApiConfig: ConfigDefinition<typeof workshopApiVariables> = {
  server: "workshop-api",
  variables: workshopApiVariables,
  otherNames,
  check: (values, isProduction) => [
    ...databaseFaults(values, isProduction),
    ...missing(values, "SMTP_USER is set", values.SMTP_USER, ["SMTP_PASSWORD"]),
    ...missing(values, "FILES_DRIVER is folder", values.FILES_DRIVER === "folder", ["FILES_DIR"]),
    ...missing(values, "FILES_DRIVER is s3", values.FILES_DRIVER === "s3", [
      "S3_BUCKET",
      "S3_ACCESS_KEY",
      "S3_SECRET_KEY",
    ]),
    ...(isProduction && values.MULTI_TENANCY && values.BASE_DOMAIN === "localhost"
      ? ["BASE_DOMAIN must be the domain of the tenants when MULTI_TENANCY is on in production."]
      : []),
  ],
};

/** Settings of the workshop's site. */
export const workshopWebConfig: ConfigDefinition<typeof workshopWebVariables> = {
  server: "workshop-web",
  variables: workshopWebVariables,
  otherNames,
  check: ({ SERVER_SECRET, SESSION_SECRET }) =>
    SERVER_SECRET === SESSION_SECRET ? ["SESSION_SECRET must differ from SERVER_SECRET."] : [],
};

function namesOf(variables: TObject): string[] {
  return Object.keys(variables.properties);
}

function databaseFaults(values: WorkshopApiConfig, isProduction: boolean): string[] {
  const { DATABASE_URL, DB_HOST, DB_PASSWORD, DB_APP_PASSWORD } = values;
  if (DATABASE_URL !== undefined) {
    return DB_HOST === undefined ? [] : ["DATABASE_URL and DB_HOST are both set. Remove one of them."];
  }
  if (DB_HOST === undefined) {
    return isProduction ? ["DATABASE_URL or DB_HOST is missing: production does not start the embedded database."] : [];
  }
  const hasPassword = DB_PASSWORD !== undefined || DB_APP_PASSWORD !== undefined;
  return [
    ...missing(values, "DB_HOST is set", true, ["DB_NAME", "DB_USER"]),
    ...(hasPassword ? [] : ["DB_PASSWORD or DB_APP_PASSWORD is missing, as DB_HOST is set."]),
  ];
}
