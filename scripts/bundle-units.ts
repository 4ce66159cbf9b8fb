/** A part of the system that runs by itself. */
export interface Unit {
  /** Workspaces whose dependencies it needs, with all they import of ours. */
  workspaces: string[];
  /** Set for a built site: its server's few packages come from what the build imports. */
  isSite?: boolean;
  /** Folders outside the workspaces that it reads. */
  folders?: string[];
  /** What starts it, seen from the bundle's folder. */
  entry: string;
}

const servers = ["apps/workshop-api", "apps/management-api"];
/** What the platform installs for a workshop of its own. */
const folders = ["infrastructure/helm/charts/mechanicbuddy-tenant"];

/**
 * Both APIs and their migrations are one set of files and differ in what is started, so that either image can run either:
 * the guide puts the workshop's image into the platform's deployment.
 */
export const units: Readonly<Record<string, Unit>> = {
  "workshop-api": { workspaces: servers, folders, entry: "apps/workshop-api/src/main.ts" },
  "management-api": { workspaces: servers, folders, entry: "apps/management-api/src/main.ts" },
  "workshop-web": { workspaces: ["apps/workshop-web"], isSite: true, entry: "apps/workshop-web/server/main.ts" },
  "management-portal": {
    workspaces: ["apps/management-portal"],
    isSite: true,
    entry: "apps/management-portal/server/main.ts",
  },
};
