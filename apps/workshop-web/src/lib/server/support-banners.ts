import type { Me } from "@mechanicbuddy/contract/identity";
import type { Banner } from "@mechanicbuddy/ui/navigation";
import { times } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";

/** While the operator's people may look in, every page says so; to themselves it says who they are. */
export function supportBanners({ support, permissions, workshop }: Me): Banner[] {
  if (support === null) return [];
  const time = times(workshop).time(support.until);
  if (support.person !== null) {
    const text = m["security.support.self"]({ person: support.person, workshop: workshop.name, time });
    return [{ id: "support", tone: "wait", text }];
  }
  const words = support.mayWrite ? m["security.support.write"] : m["security.support.read"];
  const action = permissions.includes("users.write")
    ? { action: { href: "/app/settings/security", label: m["security.support.see"]() } }
    : {};
  return [{ id: "support", tone: "wait", text: words({ time }), ...action }];
}
