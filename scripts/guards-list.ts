/** One line that protects a promise, and the tests that must notice when it is gone. */
export interface Guard {
  /** What the line keeps. */
  keeps: string;
  file: string;
  /** Stands exactly once in the file. */
  line: string;
  /** What stands there when somebody took the guard out. */
  without: string;
  tests: readonly string[];
}

const api = "apps/workshop-api";
const handle = "packages/platform/src/http/handle";

export const guards: readonly Guard[] = [
  {
    keeps: "a token opens its own workshop only",
    file: "packages/platform/src/http/caller.ts",
    line: "if (atHost !== undefined && atHost.id !== claims.tenantId) throw unauthenticated();",
    without: "",
    tests: [`${handle}.test.ts`],
  },
  {
    keeps: "a session that was ended stays ended",
    file: `${api}/migrations/0151_seats.sql`,
    line: "when s.revoked_at is not null then 'revoked'",
    without: "",
    tests: [`${api}/src/identity/identity.test.ts`],
  },
  {
    keeps: "the role in the database counts, not the token's",
    file: `${api}/migrations/0151_seats.sql`,
    line: "if role <> expected_role then",
    without: "if false then",
    tests: [`${api}/src/people/users.test.ts`],
  },
  {
    keeps: "a role needs the permission of a route",
    file: `${handle}.ts`,
    line: "if (caller.claims !== undefined && !allowed(route, caller.claims)) await refuseRole(app, route, caller);",
    without: "",
    tests: [`${api}/src/sweeps/routes.test.ts`],
  },
  {
    keeps: "issuing an invoice needs invoices.issue",
    file: "packages/contract/src/invoices.ts",
    line: 'export const issueInvoice = route("POST", "/api/work-orders/:id/invoice", {\n  permission: "invoices.issue",',
    without: 'export const issueInvoice = route("POST", "/api/work-orders/:id/invoice", {\n  permission: "self",',
    tests: [`${api}/src/sweeps/permissions.test.ts`],
  },
  {
    keeps: "unknown fields are refused",
    file: "packages/contract/src/route.ts",
    line: "return Type.Object(properties, { additionalProperties: false });",
    without: "return Type.Object(properties);",
    tests: [`${api}/src/sweeps/routes.test.ts`],
  },
  {
    keeps: "a repeated key gets the first reply",
    file: `${handle}.ts`,
    line: "if (earlier !== undefined) return earlier;",
    without: "",
    tests: [`${handle}.test.ts`],
  },
  {
    keeps: "a stale version saves nothing",
    file: `${api}/src/settings/store.ts`,
    line: 'return (await run(ctx.db, db.updateTable("requisites").set(set).where("version", "=", version))) === 1;',
    without: 'return (await run(ctx.db, db.updateTable("requisites").set(set))) === 1;',
    tests: [`${api}/src/settings/settings.test.ts`],
  },
  {
    keeps: "an issued invoice cannot be changed",
    file: `${api}/migrations/0013_invoices.sql`,
    line: "create trigger unchangeable before update or delete or truncate on invoices\n  for each statement execute function refuse_change();",
    without: "",
    tests: [`${api}/src/invoices/unchangeable.test.ts`],
  },
  {
    keeps: "an invoiced order's lines stand still",
    file: `${api}/migrations/0014_invoice_lock.sql`,
    line: "create trigger invoiced before insert or update or delete on lines for each row execute function keep_invoiced_parts_of_job();",
    without: "",
    tests: [`${api}/src/invoices/unchangeable.test.ts`],
  },
  {
    keeps: "invoices wait for each other at the end of the chain",
    file: `${api}/src/invoices/store.ts`,
    line: "where h.name = 'invoices' for update of h",
    without: "where h.name = 'invoices'",
    tests: [`${api}/src/invoices/at-once.test.ts`],
  },
  {
    keeps: "a number is given out once",
    file: `${api}/migrations/0003_settings.sql`,
    line: "then 2 else s.next + 1 end,",
    without: "then 2 else s.next end,",
    tests: [`${api}/src/invoices/at-once.test.ts`],
  },
  {
    keeps: "an altered decision is noticed",
    file: `${api}/src/estimates/verify.ts`,
    line: "if (row.seq !== seq || linkHash(prevHash, row) !== hash)",
    without: "if (row.seq !== seq)",
    tests: [`${api}/src/estimates/evidence.test.ts`],
  },
  {
    keeps: "a job that became dearer is asked about again",
    file: `${api}/src/work-orders/job.ts`,
    line: "return afterCents > beforeCents && BigInt(afterCents) * 10_000n > limitHundredths;",
    without: "return false;",
    tests: [`${api}/src/jobs/agreement.test.ts`],
  },
  {
    keeps: "the order after the plan's last one is refused",
    file: `${api}/src/plan/plan.ts`,
    line: "if (opened > allowed) {",
    without: "if (false) {",
    tests: [`${api}/src/plan/plan.test.ts`],
  },
  {
    keeps: "two invitations cannot share the last seat",
    file: `${api}/src/plan/store.ts`,
    line: "run(ctx.db, sql`select id from settings for no key update`),",
    without: "undefined,",
    tests: [`${api}/src/plan/plan.test.ts`],
  },
  {
    keeps: "an older entitlement changes nothing",
    file: "packages/platform/migrations/0004_entitlements.sql",
    line: "and coalesce((entitlement ->> 'version')::integer, 0) < (document ->> 'version')::integer",
    without: "",
    tests: [`${api}/src/plan/plan.test.ts`],
  },
  {
    keeps: "a signed call of the platform works once",
    file: "packages/platform/src/http/platform-calls.ts",
    line: "if (taken.rowCount !== 1) throw unauthenticated();",
    without: "",
    tests: [`${api}/src/plan/plan.test.ts`],
  },
  {
    keeps: "a mechanic gets no purchase cost of a line",
    file: "packages/contract/src/permission.ts",
    line: '"costs.read": "OMAC",',
    without: '"costs.read": "OMAKC",',
    tests: [`${api}/src/sweeps/fields.test.ts`],
  },
];
