/** Parts of the demo: code, name, unit, price with VAT in cents, cost in cents, on the shelf, reorder point. */
export const demoParts: [
  code: string,
  name: string,
  unit: string,
  price: number,
  cost: number,
  onHand: string,
  reorder: string,
][] = [
  ["5W30-LL", "Engine oil 5W-30", "LTR", 1290, 640, "78.5", "20"],
  ["0W20-C5", "Engine oil 0W-20", "LTR", 1490, 790, "24", "12"],
  ["HU6013Z", "Oil filter", "C62", 1335, 580, "4", "6"],
  ["HU719X", "Oil filter, VAG diesel", "C62", 1450, 610, "9", "4"],
  ["C30005", "Air filter", "C62", 2240, 980, "7", "3"],
  ["CUK26009", "Cabin filter, carbon", "C62", 2890, 1290, "12", "3"],
  ["WK857", "Fuel filter", "C62", 3980, 1890, "4", "2"],
  ["P85121", "Brake pads, front", "SET", 6890, 3190, "12", "2"],
  ["P85114", "Brake pads, rear", "SET", 5490, 2590, "10", "2"],
  ["09A40711", "Brake disc, front", "C62", 7450, 3690, "20", "4"],
  ["08A20211", "Brake disc, rear", "C62", 5950, 2890, "16", "4"],
  ["DOT4", "Brake fluid DOT 4", "LTR", 1190, 490, "11", "5"],
  ["G13", "Coolant concentrate", "LTR", 990, 420, "18", "8"],
  ["BKR6E", "Spark plug", "C62", 1190, 480, "24", "8"],
  ["S5008", "Battery 77 Ah", "C62", 13900, 7900, "7", "2"],
  ["H7", "Headlamp bulb H7", "C62", 999, 310, "24", "10"],
  ["AR605S", "Wiper blades, pair", "SET", 3290, 1490, "8", "4"],
  ["CT1168", "Timing belt kit with pump", "SET", 28900, 16900, "1", "1"],
  ["VKBA3643", "Wheel bearing, front", "C62", 8990, 4690, "2", "2"],
  ["TC2050", "Track control arm, left", "C62", 11900, 6400, "1", "1"],
  ["E400", "Shock absorber, front", "C62", 12900, 7100, "2", "2"],
  ["R134A", "Refrigerant R134a", "KGM", 8900, 4100, "4.2", "2"],
  ["WM-G7", "Workshop manual", "C62", 1500, 900, "2", "0"],
  ["CLIP10", "Trim clip", "C62", 90, 20, "160", "50"],
];

/** Canned jobs: code, title, category, hours, part codes with quantities, correction as a mechanic writes it. */
export const demoCanned: {
  code: string;
  title: string;
  category: string;
  hours: string;
  parts: [string, string][];
  correction: string;
}[] = [
  {
    code: "OIL",
    title: "Oil service",
    category: "Service",
    hours: "1.5",
    parts: [
      ["5W30-LL", "4.5"],
      ["HU6013Z", "1"],
    ],
    correction: "Oil and filter changed, levels topped up, service reset.",
  },
  {
    code: "OIL-L",
    title: "Large service",
    category: "Service",
    hours: "2.5",
    parts: [
      ["5W30-LL", "4.5"],
      ["HU719X", "1"],
      ["C30005", "1"],
      ["CUK26009", "1"],
    ],
    correction: "Oil and all filters changed, brakes and chassis checked.",
  },
  {
    code: "BRK-F",
    title: "Front brakes",
    category: "Brakes",
    hours: "1.8",
    parts: [
      ["P85121", "1"],
      ["09A40711", "2"],
    ],
    correction: "Pads and discs replaced, guides cleaned and greased, bedded in.",
  },
  {
    code: "BRK-R",
    title: "Rear brakes",
    category: "Brakes",
    hours: "1.6",
    parts: [
      ["P85114", "1"],
      ["08A20211", "2"],
    ],
    correction: "Pads and discs replaced, parking brake adjusted.",
  },
  {
    code: "BRK-FL",
    title: "Brake fluid",
    category: "Brakes",
    hours: "0.7",
    parts: [["DOT4", "1"]],
    correction: "Fluid renewed, boiling point measured.",
  },
  {
    code: "BAT",
    title: "Battery",
    category: "Electrics",
    hours: "0.4",
    parts: [["S5008", "1"]],
    correction: "Battery replaced and registered, charging voltage 14.4 V.",
  },
  {
    code: "BULB",
    title: "Headlamp bulbs",
    category: "Electrics",
    hours: "0.3",
    parts: [["H7", "2"]],
    correction: "Both bulbs replaced, headlamps set.",
  },
  {
    code: "AC",
    title: "Air conditioning service",
    category: "Comfort",
    hours: "0.8",
    parts: [["R134A", "0.5"]],
    correction: "Evacuated, leak tested, filled.",
  },
  {
    code: "BELT",
    title: "Timing belt with pump",
    category: "Engine",
    hours: "4.2",
    parts: [
      ["CT1168", "1"],
      ["G13", "3"],
    ],
    correction: "Belt, rollers and water pump replaced, cooling system bled.",
  },
  {
    code: "WIPER",
    title: "Wiper blades",
    category: "Comfort",
    hours: "0.2",
    parts: [["AR605S", "1"]],
    correction: "Both blades replaced.",
  },
  {
    code: "DIAG",
    title: "Diagnosis, first hour",
    category: "Diagnosis",
    hours: "1.0",
    parts: [],
    correction: "Faults read, tested and documented.",
  },
  {
    code: "BEAR",
    title: "Front wheel bearing",
    category: "Chassis",
    hours: "1.9",
    parts: [["VKBA3643", "1"]],
    correction: "Bearing pressed out and replaced, noise gone on the test drive.",
  },
];

/** What people say at the counter, with the job that fits. */
export const demoConcerns: [concern: string, canned: string, cause: string][] = [
  ["oil service; grinding when braking", "OIL", "Service due; front pads down to 2 mm."],
  ["pulls to the left since the winter tyres", "DIAG", "Front left tyre worn on the inside, toe out of range."],
  ["buzzes at 90, stops at 110", "BEAR", "Play in the front left wheel bearing."],
  ["will not start when it is cold", "BAT", "Battery holds 38 % of its capacity."],
  ["squeals every morning", "BRK-R", "Rear pads glazed, discs below minimum."],
  ["yearly service and whatever it needs", "OIL-L", "Service due by time."],
  ["one headlamp is out", "BULB", "Bulb burnt out, the other near its end."],
  ["air is warm", "AC", "0.3 kg of refrigerant missing, dye shows no leak."],
  ["brakes feel soft", "BRK-FL", "Fluid boils at 158 °C."],
  ["belt is due, 180,000 km", "BELT", "Interval reached; pump seeps."],
  ["grinds when braking, front", "BRK-F", "Pads at 2 mm of 12, discs scored."],
  ["smears in the rain", "WIPER", "Rubber torn."],
];
