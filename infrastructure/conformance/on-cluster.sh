#!/bin/sh
# The guide's Kubernetes chapters on a real cluster, in its order: kind with metrics-server, or staging. Reads KUBECONFIG, and
# IMAGE_TAG for images that can be pulled. Can be run again; takes away what it made.
#   KUBECONFIG=kind.yaml IMAGE_TAG=v1.0.0 infrastructure/conformance/on-cluster.sh
set -eu
: "${KUBECONFIG:?names the cluster}" "${IMAGE_TAG:?names images that can be pulled}"
# shellcheck source=infrastructure/conformance/on-rows.sh
. "$(dirname "$0")/on-rows.sh"
guide=infrastructure/conformance/guide
charts=infrastructure/helm/charts
system=mechanicbuddy-system
shared=mechanicbuddy-free-tier
tag="--set api.image.tag=$IMAGE_TAG --set web.image.tag=$IMAGE_TAG"

clean() {
  helm uninstall mechanicbuddy-tenant-acme -n tenant-acme --ignore-not-found
  helm uninstall $shared -n $shared --ignore-not-found
  helm uninstall $system -n $system --ignore-not-found
  kubectl delete namespace tenant-acme $shared $system --ignore-not-found --wait
}
trap clean EXIT
clean >/dev/null 2>&1 || true

prerequisites() {
  kubectl apply -f https://github.com/cert-manager/cert-manager/releases/download/v1.13.0/cert-manager.yaml
  helm upgrade --install ingress-nginx ingress-nginx --repo https://kubernetes.github.io/ingress-nginx \
    --namespace ingress-nginx --create-namespace
  kubectl apply --server-side -f https://raw.githubusercontent.com/cloudnative-pg/cloudnative-pg/release-1.22/releases/cnpg-1.22.0.yaml
  for namespace in cert-manager ingress-nginx cnpg-system; do
    kubectl -n "$namespace" wait --for=condition=Available deployment --all --timeout=300s
  done
}
install_system() {
  helm upgrade --install $system $charts/mechanicbuddy-system -f $guide/management-production-values.yaml \
    --set managementApi.image.tag="$IMAGE_TAG" --set managementPortal.image.tag="$IMAGE_TAG" \
    -n $system --create-namespace --wait --timeout 10m
}
install_shared() {
  # shellcheck disable=SC2086
  helm upgrade --install $shared $charts/mechanicbuddy-free-tier -f $charts/mechanicbuddy-free-tier/values.yaml \
    -f $guide/free-tier-values-production.yaml $tag -n $shared --create-namespace --wait --timeout 10m
}
argocd_system() {
  kubectl create namespace argocd --dry-run=client -o yaml | kubectl apply -f -
  kubectl apply --server-side -n argocd -f https://raw.githubusercontent.com/argoproj/argo-cd/stable/manifests/install.yaml
  kubectl -n argocd wait --for=condition=Available deployment --all --timeout=300s
  kubectl apply -f infrastructure/argocd/project.yaml -f infrastructure/argocd/apps/system-production.yaml --dry-run=server
}
argocd_sync() {
  kubectl apply -f infrastructure/argocd/project.yaml -f infrastructure/argocd/apps/free-tier-production.yaml
  argocd --core app get $shared
  argocd --core app sync $shared --timeout 300
}
shared_health() {
  kubectl -n $shared exec deploy/free-tier-api -- curl -fsS http://localhost:15567/health/live
  kubectl -n $shared exec deploy/free-tier-web -- curl -fsS http://localhost:3000/api/health
}
install_tenant() {
  # shellcheck disable=SC2086
  helm upgrade --install mechanicbuddy-tenant-acme $charts/mechanicbuddy-tenant -f $guide/tenant-acme-values.yaml $tag \
    --set postgresql.storage.storageClass="${STORAGE_CLASS:-standard}" -n tenant-acme --create-namespace
  kubectl -n tenant-acme wait --for=condition=Ready cluster/acme-postgresql --timeout=300s
  kubectl -n tenant-acme rollout status deployment/acme-api --timeout=300s
}
tenant_verify() {
  kubectl -n tenant-acme exec deploy/acme-api -- curl -fsS http://localhost:15567/health/live
  kubectl -n tenant-acme logs job/acme-migration | grep -q migrated
  address=$(kubectl -n ingress-nginx get service ingress-nginx-controller -o jsonpath='{.spec.clusterIP}')
  kubectl -n tenant-acme exec deploy/acme-web -- \
    curl -fsSk --resolve "acme.mechanicbuddy.app:443:$address" https://acme.mechanicbuddy.app -o /dev/null
}
# Nothing but what the policies allow: a stranger's pod reaches neither the API nor the database.
policies_hold() {
  for port in 15567 5432; do
    name=$([ "$port" = 5432 ] && echo acme-postgresql-rw || echo acme-api)
    ! kubectl run "stranger-$port" --rm -i --restart=Never --image=busybox:1.37 -- \
      nc -z -w 5 "$name.tenant-acme.svc.cluster.local" "$port"
  done
}
rolls_without_loss() {
  kubectl -n tenant-acme exec deploy/acme-web -- sh -c \
    'n=0; while [ $n -lt 120 ]; do curl -fsS -o /dev/null http://acme-api:15567/health/live || exit 1; n=$((n+1)); sleep 0.5; done' &
  asking=$!
  kubectl -n tenant-acme rollout restart deployment/acme-api
  kubectl -n tenant-acme rollout status deployment/acme-api --timeout=300s
  wait "$asking"
}
top_pods() {
  kubectl top pods -A | grep tenant
}
dump() {
  kubectl -n $system exec -i mechanicbuddy-management-db-1 -- pg_dump -U mechanicbuddy | grep -q 'PostgreSQL database dump complete'
}

row cluster-prerequisites prerequisites
row system-install install_system
row free-tier-install install_shared
row argocd-system argocd_system
if command -v argocd >/dev/null; then
  row free-tier-argocd-sync argocd_sync
else
  later free-tier-argocd-sync "the program argocd is not there"
fi
row free-tier-health shared_health
row tenant-install install_tenant
row tenant-verify tenant_verify
row tenant-policies policies_hold
row tenant-rollout rolls_without_loss
row kubectl-top top_pods
row cluster-pg-dump dump
row restore infrastructure/conformance/restore-cluster.sh acme
if [ -n "${CLOUDFLARE_API_TOKEN:-}${NPM_API_URL:-}${STRIPE_SECRET_KEY:-}" ]; then
  row vendors npx vitest run apps/management-api/src/providers/providers.test.ts
else
  later vendors "no credentials of a sandbox are in the environment"
fi
row gitops git ls-remote --exit-code origin main
signed_off cluster
