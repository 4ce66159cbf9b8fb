/** Blocks of the guide that are files, in its order: language and first line, the copy that is used here, and its rows. */
export const files: [language: string, first: string, copy: string, row: string][] = [
  ["json", "{", "settings.json", "settings-json"],
  ["env", "SERVER_SECRET=your-production-32-byte-base64", "frontend.env", "web-env"],
  ["nginx", "server {", "nginx.conf", "nginx-site"],
  ["ini", "[Unit]", "mechanicbuddy-api.service", "systemd-unit"],
  ["yaml", "apiVersion: v1", "secrets.yaml", "kustomize-secrets"],
  ["yaml", "apiVersion: kustomize.config.k8s.io/v1beta1", "kustomization.yaml", "kustomization"],
  ["yaml", "# System deployment values", "production-values.yaml", "production-values"],
  ["yaml", "# Free-tier production configuration", "free-tier-values-production.yaml", "free-tier-values"],
  ["yaml", "tenant:", "tenant-acme-values.yaml", "tenant-values"],
  ["yaml", "# System deployment values", "management-production-values.yaml", "production-values"],
  ["yaml", "apiVersion: argoproj.io/v1alpha1", "system-production.yaml", "argocd-system"],
];

/** Blocks that are pictures or settings of a program that is not ours, by their first line; the rows hold their contents. */
export const described: Record<string, string> = {
  "┌─────────────────────────────────────────────────────────────────┐": "comparison",
  "# NPM Proxy Host configuration for *.mechanicbuddy.app": "wildcard-header",
  "# NPM creates dynamic proxy hosts per tenant": "proxy-hosts",
  "# Example: shop.acmeauto.com → tenant-acme": "proxy-hosts",
  "{tenantId}.mechanicbuddy.app → CNAME → mechanicbuddy.app": "routing",
  "demo.mechanicbuddy.app → NPM → free-tier-web service": "routing",
  "acme.mechanicbuddy.app → NPM → acme-web service (tenant-acme namespace)": "routing",
};

/** Tables by the heading they stand under. */
export const tables: Record<string, string> = {
  "Deployment Options Overview": "compose-versions",
  "Deployment Type Comparison": "comparison",
  "Resource Allocation by Tier": "tier-files",
  Namespaces: "comparison",
  "Helm Charts": "comparison",
};

/** Commands that are not run by the walks on the stand-in cluster, by how they begin, and the row that has them. */
export const commands: Record<string, string> = {
  "git clone ": "clone-and-secrets",
  "cd mechanicbuddy": "clone-and-secrets",
  "./scripts/setup-secrets.sh": "clone-and-secrets",
  "nano ": "settings-paths",
  "docker compose up -d": "compose-up",
  "docker compose pull": "updates",
  "docker compose logs ": "logs",
  "docker compose ps db": "troubleshooting",
  "wget https://dot.net/": "install-publish",
  "chmod +x ./dotnet-install.sh": "install-publish",
  "./dotnet-install.sh ": "install-publish",
  "cd backend/src/MechanicBuddy.Http.Api": "install-publish",
  "dotnet publish ": "install-publish",
  "cp appsettings.Secrets.json /opt/mechanicbuddy/api/": "install-publish",
  "sudo systemctl ": "systemd-unit",
  "cd frontend": "frontend-build",
  "npm ci": "frontend-build",
  "npm run build": "frontend-build",
  "rm -rf src": "frontend-build",
  "npm install -g pm2": "pm2",
  "cd /opt/mechanicbuddy/frontend": "pm2",
  "pm2 ": "pm2",
  "kubectl apply -f https://": "cluster-prerequisites",
  "helm upgrade --install ingress-nginx ": "cluster-prerequisites",
  "kubectl apply -n argocd -f https://": "argocd-system",
  "argocd app ": "free-tier-argocd-sync",
  "curl https://acme.": "tenant-verify",
  "curl https://api.your-domain.com/health/": "health-urls",
  "curl https://your-domain.com/api/health": "health-urls",
  "pg_dump -h localhost ": "pg-dump",
  "psql -h localhost ": "pg-dump",
};

/** What rows without a block of their own go by: sentences the guide prints between its blocks. */
export const sentences: Record<string, string[]> = {
  "compose-versions": ["Ubuntu 22.04+", "Docker 24+ and Docker Compose 2.20+"],
  "node-and-postgres": ["Node.js 22+", "PostgreSQL 16+"],
  provisioning: ["4. Deploys Helm chart with tier-specific values", "10. Tenant marked as active"],
  stripe: [
    "`https://mechanicbuddy.app/api/webhooks/stripe`",
    "`customer.subscription.created`, `customer.subscription.updated`, `customer.subscription.deleted`",
  ],
  vendors: ["Create API token with DNS edit permissions", "Create API access token"],
  gitops: ["Builds Docker images on push to main", "ArgoCD detects changes and syncs"],
  "security-checklist": ["Strong, unique secrets generated", "Resource limits set"],
};
