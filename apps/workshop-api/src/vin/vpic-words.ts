/** vPIC's American words in those of a European workshop. A word that is not known leaves the field empty. */

const BODIES: [RegExp, string][] = [
  [/^sedan/i, "sedan"],
  [/^coupe/i, "coupe"],
  [/^convertible|^roadster/i, "convertible"],
  [/^hatchback/i, "hatchback"],
  [/^wagon/i, "estate"],
  [/^sport utility vehicle|^crossover/i, "suv"],
  [/^pickup|^sport utility truck/i, "pickup"],
  [/^minivan/i, "minivan"],
  [/^(cargo |step )?van/i, "van"],
  [/^motorhome|motor home/i, "motorhome"],
  [/^motorcycle/i, "motorcycle"],
  [/^trailer/i, "trailer"],
  [/^bus/i, "bus"],
  [/^truck/i, "truck"],
];

export function bodyOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : BODIES.find(([pattern]) => pattern.test(name))?.[1];
}

const FUELS: [RegExp, string][] = [
  [/^gasoline|^flexible fuel/i, "petrol"],
  [/^diesel/i, "diesel"],
  [/^electric/i, "electric"],
  [/natural gas/i, "cng"],
  [/^liquefied petroleum/i, "lpg"],
  [/hydrogen|^fuel cell/i, "hydrogen"],
  [/ethanol|methanol/i, "ethanol"],
];

/** `hybrid` where one of two fuels is electricity. */
export function fuelOf(primary: string | undefined, secondary: string | undefined): string | undefined {
  if (primary === undefined) return undefined;
  const electric = /^electric/i;
  if (secondary !== undefined && electric.test(primary) !== electric.test(secondary)) return "hybrid";
  return FUELS.find(([pattern]) => pattern.test(primary))?.[1];
}

export function driveOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (/^(AWD|4WD)/.test(name)) return "all";
  if (name.startsWith("FWD")) return "front";
  return name.startsWith("RWD") ? "rear" : undefined;
}

const ENGINE_LENGTH = 80;

/** An engine as a mechanic writes it: `1.8 L I4 2ZR-FE`. */
export function engineOf(of: (element: string) => string | undefined): string | undefined {
  const litres = Number(of("Displacement (L)") ?? Number(of("Displacement (CC)")) / 1000);
  const cylinders = of("Engine Number of Cylinders");
  const layout = { "In-Line": "I", "V-Shaped": "V", "W Shaped": "W" }[of("Engine Configuration") ?? ""] ?? "";
  const parts = [
    litres > 0 ? `${litres.toFixed(1)} L` : "",
    layout && cylinders ? `${layout}${cylinders}` : "",
    of("Engine Model") ?? "",
  ];
  return parts.filter(Boolean).join(" ").slice(0, ENGINE_LENGTH) || undefined;
}

const KILOWATTS_PER_HORSEPOWER = 0.7457;

/** Power where there is one figure. A range covers every tune of an engine family and tells nothing of this car. */
export function kilowattsOf(of: (element: string) => string | undefined): number | undefined {
  const kilowatts = Number(of("Engine Power (kW)"));
  if (kilowatts > 0) return Math.round(kilowatts);
  const [from, to] = [of("Engine Brake (hp) From"), of("Engine Brake (hp) To")];
  if (from === undefined || (to !== undefined && to !== from)) return undefined;
  const horsepower = Number(from);
  return horsepower > 0 ? Math.round(horsepower * KILOWATTS_PER_HORSEPOWER) : undefined;
}
