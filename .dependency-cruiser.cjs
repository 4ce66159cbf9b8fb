/** The import rules of docs/architecture.md. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "contract-stands-alone",
      comment: "packages/contract is pure: it runs in browser and server and imports nothing of ours.",
      severity: "error",
      from: { path: "^packages/contract/" },
      to: { path: "^(packages/(?!contract/)|apps/)" },
    },
    {
      name: "contract-is-pure",
      comment: "No I/O in the contract.",
      severity: "error",
      from: { path: "^packages/contract/src/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "platform-knows-no-workshop",
      severity: "error",
      from: { path: "^packages/platform/" },
      to: { path: "^(packages/(documents|assistant|ui)/|apps/)" },
    },
    {
      name: "documents-below-apps",
      severity: "error",
      from: { path: "^packages/documents/" },
      to: { path: "^(packages/(ui|assistant)/|apps/)" },
    },
    {
      name: "assistant-below-apps",
      severity: "error",
      from: { path: "^packages/assistant/" },
      to: { path: "^(packages/(ui|documents)/|apps/)" },
    },
    {
      name: "ui-knows-only-the-contract",
      severity: "error",
      from: { path: "^packages/ui/" },
      to: { path: "^(packages/(platform|documents|assistant)/|apps/)" },
    },
    {
      name: "sites-reach-data-through-the-contract",
      severity: "error",
      from: { path: "^apps/(workshop-web|management-portal)/(?!server/)" },
      to: { path: "^(packages/(platform|documents|assistant)/|apps/(?!$1/))" },
    },
    {
      name: "apps-never-import-each-other",
      severity: "error",
      from: { path: "^apps/(workshop-api|management-api)/" },
      to: { path: "^apps/(?!$1/)" },
    },
    {
      name: "the-mechanic-stands-alone",
      comment: "Mechanics Mate is its own server: it imports no other app.",
      severity: "error",
      from: { path: "^apps/mechanics-mate/" },
      to: { path: "^apps/(?!mechanics-mate/)" },
    },
    {
      name: "pages-of-the-mechanic-call-routes",
      comment: "A page reaches data through the table of routes alone; what it needs of the server are types.",
      severity: "error",
      from: { path: "^apps/mechanics-mate/src/(routes|lib/(?!server/))" },
      to: {
        path: "^(apps/mechanics-mate/src/(lib/)?server/|packages/(platform|assistant)/)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "a-feature-shows-one-file",
      comment:
        "Another feature's store and routes are its own; its operations stand in the file named like the folder.",
      severity: "error",
      from: { path: "^apps/(workshop-api|management-api)/src/([^/]+)/", pathNot: "(\\.test\\.ts$|/src/testing/)" },
      to: { path: "^apps/$1/src/([^/]+)/(store|routes|tasks)", pathNot: "^apps/$1/src/$2/" },
    },
    {
      name: "routes-call-operations",
      comment: "A route is HTTP only.",
      severity: "error",
      from: { path: "^apps/((workshop|management)-api/src|mechanics-mate/src/lib/server)/([^/]+)/routes\\.ts$" },
      to: { path: "/store\\.ts$" },
    },
    {
      name: "testing-is-for-tests",
      comment: "What tests stand on is reached from tests only.",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src/", pathNot: "(\\.test\\.ts$|/testing/)" },
      to: { path: "/testing/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "no-unresolved", severity: "error", from: { pathNot: "\\.svelte$" }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(\\.svelte-kit|/build/|/paraglide/|\\$)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
