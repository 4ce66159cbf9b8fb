/** An address as pages have it, whose parameters may be read only. */
export type Address = {
  readonly pathname: string;
  readonly searchParams: Iterable<[string, string]> & { get(name: string): string | null };
};

/** The same page with some parameters changed; an empty or undefined value removes its parameter. */
export function withParams(url: Address, changes: Record<string, string | undefined>): string {
  const params = new URLSearchParams([...url.searchParams]);
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const text = params.toString();
  return text ? `?${text}` : url.pathname;
}

/** The list sorted by `key`, from its first page; asked again, the other way round. `sort` is `key` or `-key`. */
export function sortHref(url: Address, key: string, sort: string | undefined): string {
  return withParams(url, { sort: sort === key ? `-${key}` : key, cursor: undefined, back: undefined });
}

/** How many pages "Newer" remembers; from further down it leads to the first page. */
const remembered = 10;

/**
 * Addresses of the neighbouring pages of a keyset list. The API only looks forward, so the cursors one came by
 * travel in `back`.
 */
export function pageHrefs(url: Address, nextCursor: string | null): { newer?: string; older?: string } {
  const cursor = url.searchParams.get("cursor") ?? "";
  const trail = url.searchParams.get("back")?.split("~") ?? [];
  const older = nextCursor
    ? withParams(url, {
        cursor: nextCursor,
        back: cursor ? [...trail, cursor].slice(-remembered).join("~") : undefined,
      })
    : undefined;
  const newer = cursor
    ? withParams(url, { cursor: trail.at(-1), back: trail.slice(0, -1).join("~") || undefined })
    : undefined;
  return { newer, older };
}
