/** A line of the guide's Kubernetes part, as it is printed, and what it shows. */
export interface GuideLine {
  row: string;
  line: string;
  /** What it prints. */
  shows?: RegExp;
  /** It would go on for ever: its first words are enough. */
  follows?: boolean;
}

const systemInstall = `helm upgrade --install mechanicbuddy-system \\
  infrastructure/helm/charts/mechanicbuddy-system \\
  -f production-values.yaml \\
  -n mechanicbuddy-system --create-namespace`;

/** The way with kustomize, on a cluster of its own. */
export const kustomizeLines: GuideLine[] = [
  {
    row: "kustomize-apply",
    line: "kubectl apply -k infrastructure/k8s/overlays/production",
    shows: /deployment.apps\/mechanicbuddy-web created/,
  },
  {
    row: "kustomize-apply",
    line: "kubectl -n mechanicbuddy-system get pods",
    shows: /^(\S+-(api|portal|web|db)-\S+ +\d\/\d .*\n?){10}/m,
  },
  { row: "kustomize-apply", line: "kubectl -n mechanicbuddy-system get ingress", shows: /mechanicbuddy-workshop/ },
];

/** The way with Helm, in an order in which each finds what it speaks of. */
export const helmLines: GuideLine[] = [
  { row: "system-install", line: systemInstall, shows: /STATUS: deployed\nREVISION: 1/ },
  { row: "system-install", line: systemInstall, shows: /STATUS: deployed\nREVISION: 2/ },
  {
    row: "system-install",
    line: "kubectl -n mechanicbuddy-system get pods",
    shows: /(management-(api|portal)-\S+ +1\/1 +Running[\s\S]*){4}mechanicbuddy-management-db-1/,
  },
  {
    row: "system-install",
    line: "kubectl -n mechanicbuddy-system get cluster",
    shows: /mechanicbuddy-management-db +2 +2 +Cluster in healthy state/,
  },
  {
    row: "free-tier-install",
    line: `helm upgrade --install mechanicbuddy-free-tier \\
  infrastructure/helm/charts/mechanicbuddy-free-tier \\
  -f infrastructure/helm/charts/mechanicbuddy-free-tier/values.yaml \\
  -f infrastructure/helm/charts/mechanicbuddy-free-tier/values-production.yaml \\
  -n mechanicbuddy-free-tier --create-namespace`,
    shows: /STATUS: deployed/,
  },
  { row: "argocd-system", line: "kubectl create namespace argocd", shows: /created/ },
  {
    row: "free-tier-argocd",
    line: "kubectl apply -f infrastructure/argocd/apps/free-tier-production.yaml",
    shows: /application.argoproj.io\/mechanicbuddy-free-tier created/,
  },
  {
    row: "free-tier-argocd",
    line: "kubectl -n mechanicbuddy-free-tier get pods",
    shows: /(free-tier-(api|web)-\S+ +1\/1 +Running[\s\S]*){4}/,
  },
  {
    row: "free-tier-argocd",
    line: "kubectl -n mechanicbuddy-free-tier get services",
    shows: /free-tier-api .*15567\/TCP[\s\S]*free-tier-web .*3000\/TCP/,
  },
  {
    row: "free-tier-health",
    line: `kubectl -n mechanicbuddy-free-tier exec -it deploy/free-tier-api -- \\
  curl http://localhost:15567/health/live`,
    shows: /^15567 of api answers \/health\/live$/m,
  },
  {
    row: "free-tier-health",
    line: `kubectl -n mechanicbuddy-free-tier exec -it deploy/free-tier-web -- \\
  curl http://localhost:3000/api/health`,
    shows: /^3000 of web answers \/api\/health$/m,
  },
  {
    row: "free-tier-logs",
    line: "kubectl -n mechanicbuddy-free-tier logs -f deploy/free-tier-api",
    shows: /^api of free-tier-api-/,
    follows: true,
  },
  {
    row: "free-tier-logs",
    line: "kubectl -n mechanicbuddy-free-tier logs -f deploy/free-tier-web",
    shows: /^web of free-tier-web-/,
    follows: true,
  },
  {
    row: "free-tier-scale",
    line: "kubectl -n mechanicbuddy-free-tier scale deployment free-tier-api --replicas=4",
    shows: /free-tier-api scaled/,
  },
  {
    row: "free-tier-scale",
    line: "kubectl -n mechanicbuddy-free-tier scale deployment free-tier-web --replicas=4",
    shows: /free-tier-web scaled/,
  },
  {
    row: "tenant-install",
    line: `helm upgrade --install mechanicbuddy-tenant-acme \\
  infrastructure/helm/charts/mechanicbuddy-tenant \\
  -f tenant-acme-values.yaml \\
  -n tenant-acme --create-namespace`,
    shows: /STATUS: deployed/,
  },
  {
    row: "tenant-install",
    line: "kubectl -n tenant-acme wait --for=condition=Ready cluster/acme-postgresql --timeout=300s",
    shows: /condition met/,
  },
  {
    row: "tenant-install",
    line: "kubectl -n tenant-acme get pods",
    shows:
      /(acme-api-\S+ +1\/1[\s\S]*){2}acme-migration-\S+ +0\/1 +Completed[\s\S]*acme-postgresql-1 +1\/1[\s\S]*(acme-web-\S+ +1\/1[\s\S]*){2}/,
  },
  { row: "tenant-install", line: "kubectl -n tenant-acme get cluster", shows: /acme-postgresql/ },
  {
    row: "tenant-install",
    line: "kubectl -n tenant-acme get ingress",
    shows: /acme-ingress +nginx +acme.mechanicbuddy.app,shop.acmeauto.com/,
  },
  {
    row: "tenant-install",
    line: "kubectl -n tenant-acme get cluster acme-postgresql",
    shows: /Cluster in healthy state/,
  },
  {
    row: "tenant-verify",
    line: `kubectl -n tenant-acme exec -it deploy/acme-api -- \\
  curl http://localhost:15567/health/live`,
    shows: /^15567 of api answers \/health\/live$/m,
  },
  {
    row: "tenant-verify",
    line: "kubectl -n tenant-acme logs job/acme-migration",
    shows: /^migrate of acme-migration-/,
  },
  {
    row: "tier-files",
    line: `helm upgrade --install mechanicbuddy-tenant-acme \\
  infrastructure/helm/charts/mechanicbuddy-tenant \\
  -f infrastructure/helm/charts/mechanicbuddy-tenant/values/professional.yaml \\
  --set tenant.id=acme \\
  --set tenant.name="ACME Auto" \\
  -n tenant-acme --create-namespace`,
    shows: /STATUS: deployed\nREVISION: 2/,
  },
  {
    row: "tier-files",
    line: `helm upgrade --install mechanicbuddy-tenant-enterprise \\
  infrastructure/helm/charts/mechanicbuddy-tenant \\
  -f infrastructure/helm/charts/mechanicbuddy-tenant/values/enterprise.yaml \\
  --set tenant.id=enterprise \\
  --set tenant.name="Enterprise Corp" \\
  -n tenant-enterprise --create-namespace`,
    shows: /STATUS: deployed/,
  },
  {
    row: "kubectl-listing",
    line: "kubectl get namespaces | grep mechanic",
    shows: /mechanicbuddy-free-tier[\s\S]*mechanicbuddy-system/,
  },
  {
    row: "kubectl-listing",
    line: "kubectl -n mechanicbuddy-system get all",
    shows: /deployment.apps\/management-api +2\/2/,
  },
  {
    row: "kubectl-listing",
    line: "kubectl -n mechanicbuddy-free-tier get all",
    shows: /deployment.apps\/free-tier-api +4\/4/,
  },
  {
    row: "kubectl-listing",
    line: "kubectl -n tenant-acme get all",
    shows: /job.batch\/acme-migration +Complete +1\/1/,
  },
  {
    row: "kubectl-listing",
    line: "kubectl get namespaces -l app.kubernetes.io/managed-by=mechanicbuddy-management",
  },
  {
    row: "kubectl-listing",
    line: "kubectl get clusters -A | grep tenant",
    shows: /tenant-acme +acme-postgresql[\s\S]*tenant-enterprise +enterprise-postgresql +3 +3/,
  },
  { row: "kubectl-top", line: "kubectl top pods -A | grep tenant", shows: /tenant-acme +acme-api-\S+ +250m +512Mi/ },
  {
    row: "logs",
    line: "kubectl -n mechanicbuddy-system logs -f deployment/management-api",
    shows: /^api of management-api-/,
    follows: true,
  },
  {
    row: "logs",
    line: "kubectl -n mechanicbuddy-system logs -f deployment/management-portal",
    shows: /^portal of management-portal-/,
    follows: true,
  },
  {
    row: "cluster-pg-dump",
    line: `kubectl -n mechanicbuddy-system exec -it mechanicbuddy-management-db-1 -- \\
  pg_dump -U mechanicbuddy > backup.sql`,
  },
  {
    row: "updates",
    line: `kubectl set image deployment/management-api \\
  api=ghcr.io/your-org/mechanicbuddy-api:v1.1.0 \\
  -n mechanicbuddy-system`,
    shows: /image updated/,
  },
  {
    row: "troubleshooting",
    line: "kubectl -n mechanicbuddy-system logs deployment/management-api",
    shows: /^api of management-api-/,
  },
  {
    row: "troubleshooting",
    line: "kubectl -n mechanicbuddy-system get pods -l app=postgresql",
    shows: /mechanicbuddy-management-db-1[\s\S]*mechanicbuddy-management-db-2/,
  },
  { row: "troubleshooting", line: "kubectl -n mechanicbuddy-system get ingress", shows: /mechanicbuddy.app/ },
  {
    row: "troubleshooting",
    line: "kubectl -n mechanicbuddy-system describe ingress",
    shows: /mechanicbuddy-tls terminates mechanicbuddy.app/,
  },
  { row: "troubleshooting", line: "kubectl get certificates -A", shows: /mechanicbuddy-tls +True/ },
  {
    row: "troubleshooting",
    line: "kubectl describe certificate mechanicbuddy-tls -n mechanicbuddy-system",
    shows: /Type: +Ready/,
  },
];
