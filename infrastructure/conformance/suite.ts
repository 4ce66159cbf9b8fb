import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, none } from "./check.ts";
import { root } from "./programs.ts";

/** Promises that tests of the servers keep, which `npm test` runs anyway: each by the names of its tests. */
const proofs: Record<string, Record<string, string[]>> = {
  comparison: {
    "apps/workshop-api/src/tenants/tenants.test.ts": ["a full instance refuses the next workshop and makes nothing"],
  },
  provisioning: {
    "apps/management-api/src/jobs/provision.test.ts": [
      "a workshop is made in the guide's ten steps, and makes exactly what the dry run said",
      "killed after any step's effect and before it was noted, a job ends with each thing made once",
    ],
    "apps/management-api/src/jobs/dedicated.test.ts": [
      "is made in the guide's ten steps, and of exactly what the dry run said",
      "is there once, whatever step its maker died after",
      "that cannot be made is taken back whole",
    ],
  },
  "kubectl-listing": {
    "apps/management-api/src/jobs/dedicated.test.ts": [
      "is found by the lines of the deployment guide that list what the platform made",
    ],
  },
  vendors: {
    "apps/management-api/src/providers/kubernetes.test.ts": [
      "a namespace is made once with our labels and rights, corrected, and removed",
      "busy, broken and lost answers may pass, of the cluster and through helm",
    ],
    "apps/management-api/src/providers/providers.test.ts": [
      "a record is made once, corrected when it points elsewhere, and removed",
      "busy, broken and lost answers may pass; a wrong token does not",
      "a host is made once, corrected, and removed; another workshop's never",
      "the token is exchanged for a longer one before it dies, and a dead one is named",
    ],
  },
  routing: {
    "apps/management-api/src/jobs/provision.test.ts": [
      "a workshop is made in the guide's ten steps, and makes exactly what the dry run said",
    ],
    "apps/management-api/src/tenants/tenants.test.ts": [
      "a routing decision leads to the workshop, to the page that says why not, and outlives the database",
    ],
    "apps/management-api/src/routing/routing.test.ts": [
      "a free workshop is led to the shared site, a paid one to its own",
    ],
  },
  stripe: {
    "apps/management-api/src/billing/webhook.test.ts": [
      "the three events of the deployment guide are kept once each, at its address",
      "an event that nobody signed, that was changed, or that is old is refused and not kept",
    ],
    "apps/management-portal/src/lib/server/webhooks.test.ts": [
      "an event of Stripe reaches the API byte by byte, and its answer comes back",
    ],
  },
  "proxy-hosts": {
    "apps/management-api/src/routing/routing.test.ts": [
      "records and proxy hosts are the ones the deployment guide prints",
    ],
  },
  "security-checklist": {
    "packages/platform/src/http/handle.test.ts": ["other origins get no grant, the listed one does"],
    "packages/platform/src/rate-limits.test.ts": [
      "of fifty sign-ins at the same moment on two servers exactly ten are let through",
    ],
  },
};

/** They are there under their names, and nobody has switched them off. */
async function testsAreThere(files: Record<string, string[]>): Promise<void> {
  const faults = await Promise.all(
    Object.entries(files).map(async ([file, titles]) => {
      const text = await readFile(join(root, file), "utf8").catch(() => "");
      return titles
        .filter((title) => !new RegExp(`\\b(test|it)\\(\\s*"${RegExp.escape(title)}"`).test(text))
        .map((title) => `${file} has no test “${title}”`);
    }),
  );
  none(faults.flat());
}

export const checks: Check[] = Object.entries(proofs).map(([row, files]) => ({ row, run: () => testsAreThere(files) }));
