import { choose, compare, conclude, type Tree, unreviewed } from "../../src/trees/tree.ts";

export const noStartDiesel: Tree = {
  ...unreviewed,
  id: "no-start-diesel",
  version: 1,
  title: "Diesel engine cranks but does not start",
  hazards: ["fuel", "diesel-pressure", "battery", "belts"],
  tools: ["Scan tool", "Low pressure gauge", "Clear hose", "Current clamp"],
  first: "codes",
  steps: {
    codes: choose("Read all modules before anything else. What do they say?", {
      "Immobiliser or key": "key",
      "Bus codes or modules that do not answer": "bus",
      "Nothing, or something else": "speed",
    }),
    key: conclude(
      "The immobiliser does not release the engine.",
      "Try the spare key; follow the immobiliser's codes. Proof of ownership is needed.",
    ),
    bus: conclude("Modules do not talk to each other.", "Find the bus or supply fault first.", "can-bus"),
    speed: compare(
      "Read the engine speed on the scan tool while cranking.",
      ["rpm", 0, 1000],
      "Lowest cranking speed for injection, in the maker's engine management pages",
      ["slow", "cold", "cold"],
    ),
    slow: choose("Does the scan tool show no speed at all although the engine turns?", {
      "None at all": "sensor",
      "Too slow": "crank",
    }),
    sensor: conclude(
      "The crankshaft signal is missing.",
      "Look at the sensor's signal on a scope, its plug and its ring; P0335 leads on.",
    ),
    crank: conclude("It cranks too slowly to start.", "Test battery, cables and starter first.", "no-crank"),
    cold: choose("Does it fail only when cold?", { "Only cold": "glow", "Warm too": "smoke" }),
    glow: choose("Do all glow plugs draw current while they are switched on?", { Yes: "smoke", No: "glow-fault" }),
    "glow-fault": conclude(
      "The glow system does not heat all cylinders.",
      "Test supply, module and each plug; P0380 and P0671 lead on.",
    ),
    smoke: choose("While cranking for some seconds, does smoke leave the exhaust?", {
      "White or grey": "air",
      None: "supply",
      Black: "restricted",
    }),
    restricted: conclude(
      "Fuel burns without enough air.",
      "Look for a closed intake flap, a blocked filter and a stuck open exhaust recirculation valve.",
    ),
    air: choose("Look at the supply through a clear hose: are there bubbles?", {
      Bubbles: "leak",
      "No bubbles": "compression",
    }),
    leak: conclude(
      "Air enters the fuel on its way.",
      "Find the leaking joint, seal or filter on the suction side and bleed as the maker describes.",
    ),
    supply: compare(
      "Measure the supply pressure ahead of the high pressure pump while cranking. Open nothing behind it.",
      ["bar", -1, 20],
      "Supply pressure to the high pressure pump, in the maker's fuel system pages",
      ["lift", "rail", "blocked-return"],
    ),
    lift: conclude(
      "The supply is too weak.",
      "Check the level, filter, lift pump and suction lines; look for wax in the cold and for water.",
    ),
    "blocked-return": conclude("The supply pressure is too high.", "Look for a kinked or blocked return line."),
    rail: compare(
      "Read the rail pressure on the scan tool while cranking.",
      ["bar", 0, 3000],
      "Rail pressure needed for injection while cranking, in the maker's engine management pages",
      ["return", "release", "release"],
    ),
    return: choose(
      "Measure the return of all injectors while cranking, as the maker describes: is one far above the others?",
      {
        Yes: "injector",
        No: "pump",
      },
    ),
    injector: conclude(
      "An injector returns the fuel that should build pressure.",
      "Replace it with the system without pressure, code it in, keep all clean.",
    ),
    pump: conclude(
      "The rail does not fill although little returns.",
      "Test the metering and pressure valves, then the high pressure pump; look for metal in the fuel.",
    ),
    release: choose("With pressure there, are the injectors switched?", { Yes: "compression", No: "inhibit" }),
    inhibit: conclude(
      "Injection is not released.",
      "Test crankshaft and camshaft signals together and the immobiliser's release.",
    ),
    compression: compare(
      "Measure compression on all cylinders as the maker describes.",
      ["bar", 0, 60],
      "Lowest compression of this engine, in the maker's engine pages",
      ["worn", "injection-timing", "injection-timing"],
    ),
    worn: conclude(
      "Compression is too low to ignite the fuel.",
      "Check valve timing, then valves, rings and head gasket.",
    ),
    "injection-timing": conclude(
      "Air, pressure and compression are there.",
      "Check fuel quality, the camshaft signal and valve timing.",
    ),
  },
};
