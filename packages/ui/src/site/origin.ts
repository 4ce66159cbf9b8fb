const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

interface Asked {
  method: string;
  /** Origin of the address asked for. */
  self: string;
  origin: string | null;
  fetchSite: string | null;
  /** A cookie of ours came with it. */
  hasCookie: boolean;
}

/**
 * Whether a request may change something. `same-site` is not enough: workshops under one domain are sibling sites, so
 * SameSite cookies do not part them.
 */
export function mayChange({ method, self, origin, fetchSite, hasCookie }: Asked): boolean {
  if (safeMethods.has(method)) return true;
  if (origin !== null) return origin === self;
  if (fetchSite !== null) return fetchSite === "same-origin" || fetchSite === "none";
  return !hasCookie;
}
