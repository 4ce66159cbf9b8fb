/** What everybody may read without an account; all else belongs to somebody and is never kept on a device. */
const open = /^\/(codes|tools|docs|quality|privacy|terms)(\/|$)|^\/$/;

interface Asked {
  method: string;
  /** `navigate` when a page is opened. */
  mode: string;
  path: string;
  /** A file of the release. */
  isFile: boolean;
}

/** How a device keeps what is asked for; undefined leaves it to the network alone, as everything of the interface. */
export function keepingOf({ method, mode, path, isFile }: Asked) {
  if (method === "POST" && path === "/signout") return "end of a session";
  if (method !== "GET" || path.startsWith("/api/")) return undefined;
  if (isFile) return "file";
  if (mode !== "navigate") return undefined;
  return open.test(path) ? "page" : "unkept page";
}
