/** A path of this site to go on to; anything that could lead elsewhere becomes the fallback. */
export function safePath(path: string | null | undefined, fallback: string): string {
  if (!path?.startsWith("/")) return fallback;
  // The URL parser decides as browsers do: `//evil.example`, `/\evil.example` and control characters lead away.
  const here = "http://here.invalid";
  const url = URL.canParse(path, here) ? new URL(path, here) : undefined;
  return url?.origin === here ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
