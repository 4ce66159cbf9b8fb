import type { Icon } from "./icon.ts";

/** One place of the main navigation. The site leaves out what the role may not read. */
export type NavItem = {
  href: string;
  label: string;
  icon: Icon;
  /** The query of the list it opens; not shown when undefined. */
  count?: number;
  /** Letter after `G`. */
  key?: string;
};

/** One entry of "+ New". */
export type CreateItem = { href: string; label: string; icon?: Icon; key?: string };

/** A strip under the bar: support access, suspension, trial, offline, new version, in the order given. */
export type Banner = {
  id: string;
  tone: "quiet" | "sent" | "busy" | "wait" | "good" | "bad";
  text: string;
  action?: { href: string; label: string };
};

/** The item of the navigation a page belongs to: the longest address that begins like the page's. */
export function currentHref(items: { href: string }[], pathname: string): string | undefined {
  const fits = ({ href }: { href: string }) => {
    const path = href.split("?")[0] ?? "";
    return pathname === path || pathname.startsWith(`${path}/`);
  };
  return items.filter(fits).toSorted((a, b) => b.href.length - a.href.length)[0]?.href;
}
