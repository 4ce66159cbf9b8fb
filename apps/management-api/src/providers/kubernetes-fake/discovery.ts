import { groupVersionOf, type Kind } from "./kinds.ts";

const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const verbsOf = (subresource: string) =>
  subresource === "log" ? ["get"] : subresource === "exec" ? ["create", "get"] : ["get", "patch", "update"];
const responseKind = (kind: Kind, subresource: string) =>
  subresource === "scale"
    ? { group: "autoscaling", version: "v1", kind: "Scale" }
    : { group: kind.group, version: kind.version, kind: kind.kind };

/** What the API server tells about itself; undefined for any other address. */
export function discover(kinds: Kind[], version: string, path: string, accept: string): object | undefined {
  const groups = [...new Set(kinds.map(({ group }) => group))].filter((group) => group !== "");
  if (path === "/version") {
    const [major, minor] = version.split(".");
    const build = { gitCommit: "fake", gitTreeState: "clean", buildDate: "2026-01-01T00:00:00Z" };
    return { major, minor, gitVersion: `v${version}`, ...build, platform: "linux/amd64" };
  }
  const isAggregated = accept.includes("g=apidiscovery.k8s.io");
  if (path === "/api") {
    if (isAggregated) return aggregated(kinds, [""]);
    return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] };
  }
  if (path === "/apis") return isAggregated ? aggregated(kinds, groups) : groupList(kinds, groups);
  if (path === "/openapi/v3") {
    const paths = [...new Set(kinds.map((kind) => pathOf(kind).slice(1)))];
    return { paths: Object.fromEntries(paths.map((one) => [one, { serverRelativeURL: `/openapi/v3/${one}` }])) };
  }
  const group = /^\/openapi\/v3(\/apis?\/.+)$/.exec(path)?.[1];
  if (group !== undefined) return openApi(kinds.filter((kind) => pathOf(kind) === group));
  const listed = kinds.filter((kind) => pathOf(kind) === path);
  if (listed.length > 0) return resourceList(listed);
  const named = groups.find((name) => path === `/apis/${name}`);
  return named === undefined ? undefined : { kind: "APIGroup", apiVersion: "v1", ...groupOf(kinds, named) };
}

/** The media type of an aggregated answer; clients tell the two forms apart by it. */
export const aggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

function pathOf(kind: Kind): string {
  return kind.group === "" ? `/api/${kind.version}` : `/apis/${groupVersionOf(kind)}`;
}

function groupOf(kinds: Kind[], name: string) {
  const versions = [...new Set(kinds.filter(({ group }) => group === name).map(({ version }) => version))];
  const listed = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: listed, preferredVersion: listed[0] };
}

function groupList(kinds: Kind[], groups: string[]) {
  return { kind: "APIGroupList", apiVersion: "v1", groups: groups.map((name) => groupOf(kinds, name)) };
}

function resourceList(kinds: Kind[]) {
  const resources = kinds.flatMap((kind) => [
    {
      name: kind.plural,
      singularName: kind.kind.toLowerCase(),
      namespaced: kind.namespaced,
      kind: kind.kind,
      verbs,
      shortNames: kind.shortNames,
      categories: categoriesOf(kind),
    },
    ...kind.subresources.map((subresource) => ({
      name: `${kind.plural}/${subresource}`,
      singularName: "",
      namespaced: kind.namespaced,
      ...responseKind(kind, subresource),
      verbs: verbsOf(subresource),
    })),
  ]);
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion: groupVersionOf(kinds[0] as Kind), resources };
}

const categoriesOf = ({ inAll }: Kind) => (inAll ? ["all"] : []);

function aggregated(kinds: Kind[], groups: string[]) {
  const items = groups.map((name) => {
    const own = kinds.filter(({ group }) => group === name);
    const versions = [...new Set(own.map(({ version }) => version))].map((version) => ({
      version,
      freshness: "Current",
      resources: own.filter((kind) => kind.version === version).map(aggregatedResource),
    }));
    return { metadata: { name, creationTimestamp: null }, versions };
  });
  return { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", metadata: {}, items };
}

function aggregatedResource(kind: Kind) {
  return {
    resource: kind.plural,
    responseKind: responseKind(kind, ""),
    scope: kind.namespaced ? "Namespaced" : "Cluster",
    singularResource: kind.kind.toLowerCase(),
    verbs,
    shortNames: kind.shortNames,
    categories: categoriesOf(kind),
    subresources: kind.subresources.map((subresource) => ({
      subresource,
      responseKind: responseKind(kind, subresource),
      verbs: verbsOf(subresource),
    })),
  };
}

/**
 * OpenAPI that says one thing: the server checks fields itself. Without it both programs fall back to the second
 * version of OpenAPI and check with schemas they do not find there.
 */
function openApi(kinds: Kind[]) {
  const parameter = { name: "fieldValidation", in: "query", schema: { type: "string", uniqueItems: true } };
  const paths = kinds.map((kind) => {
    const place = kind.namespaced ? "/namespaces/{namespace}" : "";
    const identity = { group: kind.group, version: kind.version, kind: kind.kind };
    const patch = {
      parameters: [parameter],
      responses: { 200: { description: "OK" } },
      "x-kubernetes-action": "patch",
      "x-kubernetes-group-version-kind": identity,
    };
    return [`${pathOf(kind)}${place}/${kind.plural}/{name}`, { patch }];
  });
  const info = { title: "Kubernetes", version: "fake" };
  return { openapi: "3.0.0", info, paths: Object.fromEntries(paths), components: { schemas: {} } };
}
