// What the gallery shows: the demo workshop of the documentation, frozen on Tuesday 17 March 2026.

import CarFront from "@lucide/svelte/icons/car";
import Board from "@lucide/svelte/icons/columns-3";
import House from "@lucide/svelte/icons/house";
import Package from "@lucide/svelte/icons/package";
import Receipt from "@lucide/svelte/icons/receipt-text";
import Settings from "@lucide/svelte/icons/settings";
import Users from "@lucide/svelte/icons/users";
import Wrench from "@lucide/svelte/icons/wrench";
import { documentTotals } from "@mechanicbuddy/contract/totals";
import type { BoardCard, BoardColumn } from "../board.ts";
import type { Column } from "../columns.ts";
import type { EditorLine, LineSaved, LineValues, Rate } from "../line.ts";
import type { Banner, CreateItem, NavItem } from "../navigation.ts";
import type { PaletteGroup, PaletteItem } from "../palette.ts";
import type { Photo } from "../photo.ts";
import type { PickerOption } from "../picker-option.ts";
import type { TimelineEvent } from "../timeline.ts";

export const nav: NavItem[][] = [
  [
    { href: "/app", label: "Today", icon: House, key: "t" },
    { href: "/app/board", label: "Board", icon: Board, key: "b" },
    { href: "/app/work", label: "Work", icon: Wrench, count: 23, key: "w" },
  ],
  [
    { href: "/app/customers", label: "Customers", icon: Users, key: "c" },
    { href: "/app/vehicles", label: "Vehicles", icon: CarFront, key: "v" },
    { href: "/app/parts", label: "Parts", icon: Package, key: "p" },
  ],
  [{ href: "/app/invoices", label: "Invoices", icon: Receipt, key: "i" }],
  [{ href: "/app/settings", label: "Settings", icon: Settings }],
];

export const create: CreateItem[] = [
  { href: "/app/work/new", label: "Order", icon: Wrench, key: "n" },
  { href: "/app/customers/new", label: "Customer", icon: Users },
];

export const banners: Banner[] = [
  { id: "trial", tone: "wait", text: "Trial ends on 20 March.", action: { href: "#plans", label: "See plans" } },
];

export type Order = {
  id: string;
  number: string;
  plate: string;
  vehicle: string;
  customer: string;
  concern: string;
  promise: string;
  stage: string;
  total?: string;
};

const order = (text: string): Order => {
  const [number = "", plate = "", vehicle = "", customer = "", concern = "", promise = "", stage = "", total] =
    text.split(" | ");
  return { id: number, number, plate, vehicle, customer, concern, promise, stage, total };
};

export const orders: Order[] = [
  order("1042 | 482 KTR | VW Golf VII | Marika Kask | Oil service; grinding when braking | 17:00 | order | 723.50"),
  order("1041 | 204 JJK | Nissan X-Trail | Toivo Tamm | Pulls to the left since the winter tyres | 10:00 | quote"),
  order("1040 | 115 MLK | Škoda Octavia | Laevik OÜ | Buzzes at 90, stops at 110 | Tue | invoiced | 1,412.00"),
];

export const orderColumns: Column<Order>[] = [
  { key: "number", heading: "No.", sortable: true, text: (one) => one.number, priority: 6 },
  { key: "plate", heading: "Plate", kind: "plate", sortable: true, text: (one) => one.plate, priority: 1 },
  { key: "vehicle", heading: "Vehicle", text: (one) => one.vehicle },
  { key: "customer", heading: "Customer", text: (one) => one.customer },
  { key: "concern", heading: "Concern", text: (one) => one.concern, priority: 2 },
  { key: "promise", heading: "Promise", sortable: true, text: (one) => one.promise, priority: 3 },
  { key: "stage", heading: "Stage" },
  { key: "total", heading: "Total, EUR", kind: "number", sortable: true, text: (one) => one.total },
];

export const rates: Rate[] = [
  { id: "24", label: "24 %", percent: 24, category: "S" },
  { id: "9", label: "9 %", percent: 9, category: "S" },
];

const line = (id: string, changes: Partial<EditorLine>): EditorLine => ({
  id,
  version: 1,
  kind: "part",
  code: null,
  description: "",
  quantity: "1",
  unit: "pc",
  unitPriceCents: 0,
  discountPercent: 0,
  taxRateId: "24",
  ...changes,
});

export const lines: EditorLine[] = [
  line("a", { kind: "labour", description: "Oil and filter change", quantity: "1.5", unit: "h", unitPriceCents: 7800 }),
  line("b", {
    code: "5W30-LL",
    description: "Engine oil 5W-30",
    quantity: "4.5",
    unit: "l",
    unitPriceCents: 1290,
    discountPercent: 5,
  }),
  line("c", { code: "HU6013Z", description: "Oil filter", unitPriceCents: 1335 }),
  line("d", { code: "WM-G7", description: "Workshop manual", unitPriceCents: 1500, taxRateId: "9" }),
];

export const totals = documentTotals({
  priceMode: "gross",
  lines: lines.map((one) => ({
    ...one,
    taxCategory: "S" as const,
    taxPercent: rates.find((rate) => rate.id === one.taxRateId)?.percent ?? 0,
  })),
});

let added = 0;
export function savedLine(values: Partial<LineValues>): LineSaved {
  added += 1;
  return { ok: true, lines: [line(`new-${added}`, values)] };
}

export const parts = [
  { id: "p1", code: "HU6013Z", title: "Oil filter", price: "13.35", detail: "4 on hand" },
  { id: "p2", code: "5W30-LL", title: "Engine oil 5W-30", price: "12.90", detail: "38.5 l on hand" },
];

export const columns: BoardColumn[] = [
  { id: "in", name: "Checked in" },
  { id: "approval", name: "Waiting for approval" },
  { id: "work", name: "In work" },
  { id: "ready", name: "Ready" },
  { id: "gone", name: "Gone", folded: true },
];

export type Car = BoardCard & { model: string; wait: string; who: string };

const car = (id: string, columnId: string, name: string, model: string, wait: string, who: string): Car => ({
  id,
  columnId,
  name,
  href: `#order-${id}`,
  model,
  wait,
  who,
  tone: wait.includes("late") ? "bad" : undefined,
});

export const cards: Car[] = [
  car("1", "in", "118 VVA", "Corolla", "service", "Liis"),
  car("2", "in", "204 JJK", "X-Trail", "42 min late", "Toomas"),
  car("3", "approval", "331 TPS", "C4", "opened yesterday", "412.00"),
  car("4", "work", "482 KTR", "Golf VII", "17:00", "Juri 0:48"),
  car("5", "work", "115 MLK", "Octavia", "Tuesday", "Greta"),
  car("6", "ready", "660 HRA", "Transit", "15:30", "311.00"),
];

const event = (
  id: string,
  day: string,
  time: string,
  text: string,
  more: Partial<TimelineEvent> = {},
): TimelineEvent => ({
  id,
  day,
  time,
  iso: `2026-03-17T${time}:00Z`,
  text,
  ...more,
});

export const events: TimelineEvent[] = [
  event("1", "Tuesday 17 March", "10:35", "Found a leak, 2 photos", { by: "Toomas" }),
  event("2", "Tuesday 17 March", "10:31", "Job 1 approved by link", { by: "Marika Kask", href: "#evidence" }),
  event("3", "Monday 16 March", "16:02", "Promise changed", { by: "Liis", before: "16:00", after: "17:00" }),
];

export const people: PickerOption[] = [
  { id: "1", title: "Marika Kask", plate: "482 KTR", detail: "VW Golf VII · last here 12 Nov · Sadama 4" },
  { id: "2", title: "Maris Kask", plate: "771 LKP", detail: "Toyota Yaris · last here 02 Sep · Lai 12" },
];

export async function searchPeople(text: string): Promise<PickerOption[]> {
  return people.filter((one) => `${one.title} ${one.plate}`.toLowerCase().includes(text.toLowerCase()));
}

export const recent: PaletteItem[] = [
  { id: "r1", title: "VW Golf VII", plate: "482 KTR", detail: "order 1042, Marika Kask", href: "#1042" },
  { id: "r2", title: "Nissan X-Trail", plate: "204 JJK", detail: "order 1041", href: "#1041" },
];

export async function searchAll(): Promise<PaletteGroup[]> {
  return [{ heading: "Customers", items: [{ id: "c1", title: "Marika Kask", detail: "2 cars", href: "#kask" }] }];
}

const drawn = (fill: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="${fill}" d="M0 0h4v3H0z"/></svg>`)}`;

export const photos: Photo[] = ["#884422", "#446688"].map((fill, index) => ({
  id: fill,
  caption: index === 0 ? "Worn pads, front left" : null,
  width: 1600,
  height: 1200,
  addresses: { small: drawn(fill), medium: drawn(fill), large: drawn(fill) },
}));
