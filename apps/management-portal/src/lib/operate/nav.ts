import Activity from "@lucide/svelte/icons/activity";
import BookLock from "@lucide/svelte/icons/book-lock";
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import Eye from "@lucide/svelte/icons/eye";
import GitCompare from "@lucide/svelte/icons/git-compare";
import Play from "@lucide/svelte/icons/play";
import Server from "@lucide/svelte/icons/server";
import Settings from "@lucide/svelte/icons/settings";
import Shield from "@lucide/svelte/icons/shield";
import Users from "@lucide/svelte/icons/users";
import Warehouse from "@lucide/svelte/icons/warehouse";
import type { StaffRole } from "@mechanicbuddy/contract/management/permission";
import type { NavItem } from "@mechanicbuddy/ui/navigation";
import { m } from "#lib/paraglide/messages.js";
import { type MenuPlace, menuOf } from "./places.ts";

const shown: Record<MenuPlace, Omit<NavItem, "href" | "label"> & { name: () => string }> = {
  "/operate": { name: m["operate.nav.overview"], icon: Activity, key: "o" },
  "/operate/tenants": { name: m["operate.nav.tenants"], icon: Warehouse, key: "w" },
  "/operate/demos": { name: m["operate.nav.demos"], icon: Play, key: "d" },
  "/operate/jobs": { name: m["operate.nav.jobs"], icon: ClipboardList, key: "j" },
  "/operate/instances": { name: m["operate.nav.instances"], icon: Server, key: "i" },
  "/operate/drift": { name: m["operate.nav.drift"], icon: GitCompare },
  "/operate/accounts": { name: m["operate.nav.accounts"], icon: Users, key: "a" },
  "/operate/impersonations": { name: m["operate.nav.impersonations"], icon: Eye, key: "v" },
  "/operate/audit": { name: m["operate.nav.audit"], icon: BookLock },
  "/operate/staff": { name: m["operate.nav.staff"], icon: Shield },
  "/operate/settings": { name: m["operate.nav.settings"], icon: Settings },
};

/** The desk's navigation as far as this role may go. */
export function navigation(role: StaffRole): NavItem[][] {
  return menuOf(role).map((group) =>
    group.map((href) => {
      const { name, ...item } = shown[href];
      return { ...item, href, label: name() };
    }),
  );
}
