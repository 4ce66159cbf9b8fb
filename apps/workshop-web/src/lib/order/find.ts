import { m } from "#lib/paraglide/messages.js";
import type { Desk } from "./types.ts";

interface Found {
  parts: { id: string; code: string | null; name: string; salePriceCents?: number | null; available: string }[];
  canned: { id: string; code: string; title: string; totalCents?: number }[];
}

/** What the quick line offers for a text: parts first, then canned jobs, each with its price and what tells it apart. */
export async function found(orderId: string, text: string, f: Desk["f"], signal: AbortSignal) {
  const response = await fetch(`/app/work/${orderId}/find?q=${encodeURIComponent(text)}`, { signal });
  if (!response.ok) return [];
  const { parts, canned } = (await response.json()) as Found;
  const price = (cents: number | null | undefined) => (cents == null ? undefined : f.amount(cents));
  return [
    ...parts.map((part) => ({
      id: `part:${part.id}`,
      title: part.name,
      code: part.code ?? undefined,
      price: price(part.salePriceCents),
      detail: m["order.part.free"]({ count: f.number(part.available) }),
    })),
    ...canned.map((one) => ({
      id: `canned:${one.id}`,
      title: one.title,
      code: one.code,
      price: price(one.totalCents),
      detail: m["order.detail.cannedJob"](),
    })),
  ];
}
