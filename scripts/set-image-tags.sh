#!/bin/sh
# Sets the images Argo CD rolls out: scripts/set-image-tags.sh TAG [REGISTRY]
set -eu
cd "$(dirname "$0")/.."
tag=${1:?Usage: scripts/set-image-tags.sh TAG [REGISTRY]}
registry=${2:-}
case "$tag" in
*[!A-Za-z0-9._-]* | .* | -*)
  echo "This is no tag of an image: $tag" >&2
  exit 1
  ;;
esac
case "$registry" in
*[!a-zA-Z0-9./_:-]*)
  echo "This is no registry: $registry" >&2
  exit 1
  ;;
esac

kustomization=infrastructure/k8s/overlays/production/kustomization.yaml
values=infrastructure/helm/charts/mechanicbuddy-free-tier/values-production.yaml

# Names stay the ones the base uses; another registry stands beside each as newName.
images="api web dbup management-api management-portal"
{
  sed '/^images:/,$d' "$kustomization"
  echo "images:"
  for image in $images; do
    echo "  - name: ghcr.io/your-org/mechanicbuddy-$image"
    if [ -n "$registry" ]; then echo "    newName: $registry/mechanicbuddy-$image"; fi
    echo "    newTag: $tag"
  done
  echo
  sed -n '/^patches:/,$p' "$kustomization"
} >"$kustomization.new"
mv "$kustomization.new" "$kustomization"

sed "s|^\([[:space:]]*tag:\).*|\1 $tag|" "$values" >"$values.new"
if [ -n "$registry" ]; then
  sed "s|^\([[:space:]]*repository:\).*/\(mechanicbuddy-[a-z-]*\)$|\1 $registry/\2|" "$values.new" >"$values"
  rm "$values.new"
else
  mv "$values.new" "$values"
fi
