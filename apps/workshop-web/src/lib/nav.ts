import Bot from "@lucide/svelte/icons/bot";
import Boxes from "@lucide/svelte/icons/boxes";
import Calendar from "@lucide/svelte/icons/calendar";
import Car from "@lucide/svelte/icons/car";
import ChartColumn from "@lucide/svelte/icons/chart-column";
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import Inbox from "@lucide/svelte/icons/inbox";
import Mail from "@lucide/svelte/icons/mail";
import Receipt from "@lucide/svelte/icons/receipt";
import Settings from "@lucide/svelte/icons/settings";
import Kanban from "@lucide/svelte/icons/square-kanban";
import Sun from "@lucide/svelte/icons/sun";
import Users from "@lucide/svelte/icons/users";
import Wrench from "@lucide/svelte/icons/wrench";
import type { CreateItem, NavItem } from "@mechanicbuddy/ui/navigation";
import { m } from "#lib/paraglide/messages.js";

/** The main navigation as far as this person may read it and the pages exist: `open` says which. */
export function navigation(open: readonly string[]): NavItem[][] {
  const groups: NavItem[][] = [
    [
      { href: "/app", label: m["nav.today.label"](), icon: Sun, key: "t" },
      { href: "/app/my-jobs", label: m["nav.myJobs.label"](), icon: Wrench, key: "t" },
      { href: "/app/board", label: m["nav.board.label"](), icon: Kanban, key: "b" },
      { href: "/app/work", label: m["nav.work.label"](), icon: ClipboardList, key: "w" },
      { href: "/app/calendar", label: m["nav.calendar.label"](), icon: Calendar },
    ],
    [
      { href: "/app/customers", label: m["nav.customers.label"](), icon: Users, key: "c" },
      { href: "/app/vehicles", label: m["nav.vehicles.label"](), icon: Car, key: "v" },
      { href: "/app/parts", label: m["nav.parts.label"](), icon: Boxes, key: "p" },
      { href: "/app/mate", label: m["nav.mate.label"](), icon: Bot },
    ],
    [
      { href: "/app/invoices", label: m["nav.invoices.label"](), icon: Receipt, key: "i" },
      { href: "/app/reports", label: m["nav.reports.label"](), icon: ChartColumn, key: "r" },
    ],
    [
      { href: "/app/requests", label: m["nav.requests.label"](), icon: Inbox },
      { href: "/app/messages", label: m["nav.messages.label"](), icon: Mail },
    ],
    [{ href: "/app/settings", label: m["nav.settings.label"](), icon: Settings }],
  ];
  return groups.map((group) => group.filter(({ href }) => open.includes(href))).filter((group) => group.length > 0);
}

/** The entries of "+ New". */
export function creatable(open: readonly string[]): CreateItem[] {
  const items: CreateItem[] = [
    { href: "/app/work/new", label: m["nav.newOrder.label"](), icon: ClipboardList, key: "n" },
    { href: "/app/customers/new", label: m["nav.newCustomer.label"](), icon: Users },
    { href: "/app/vehicles/new", label: m["nav.newVehicle.label"](), icon: Car },
    { href: "/app/parts/new", label: m["nav.newPart.label"](), icon: Boxes },
    { href: "/app/invoices/payments/new", label: m["nav.newPayment.label"](), icon: Receipt },
    { href: "/app/requests/new", label: m["nav.newRequest.label"](), icon: Inbox },
  ];
  return items.filter(({ href }) => open.includes(href));
}
