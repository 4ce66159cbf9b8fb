import type { Card } from "../../src/codes/card.ts";

const origin = "Written for MechanicBuddy from general workshop practice";

/** Cards of powertrain codes, in the order of the codes. */
export const powertrainCards: Card[] = [
  {
    code: "P0171",
    meaning:
      "Bank 1 needs more fuel than the module expects: more air or less fuel reaches the cylinders than measured.",
    watches: "The fuel corrections learned from the front oxygen sensor; both together stay at the adding end.",
    enabling: "Warm engine in closed-loop fuel control, over more than one drive.",
    causes: [
      "Unmetered air: intake hose, manifold gasket or crankcase breather",
      "Dirty or faulty air flow sensor",
      "Low fuel pressure from pump, filter or regulator",
      "Exhaust leak ahead of the front oxygen sensor",
    ],
    firstChecks: [
      "Compare the fuel trims at idle and at raised speed: a leak shows mostly at idle",
      "Smoke-test the intake from the air filter to the manifold",
      "Compare the air flow reading with the maker's figures",
      "Measure fuel pressure under load",
    ],
    mistakenFor: ["A failed oxygen sensor, which usually only reports the lean mixture"],
    driveability: "soon",
    hazards: ["fuel", "exhaust-gas", "belts"],
    related: ["P0174", "P0101", "P0087"],
    origin,
    reviewed: null,
  },
  {
    code: "P0299",
    meaning: "The turbocharger or supercharger delivers less boost than the module asks for.",
    watches: "The boost pressure sensor against the wanted pressure while the engine is under load.",
    enabling: "Load and engine speed at which boost is wanted, for some seconds.",
    causes: [
      "Split hose or loose joint between turbocharger and engine",
      "Wastegate or vane control: vacuum line, solenoid or actuator",
      "Sticking vanes or wastegate, or a worn turbocharger",
      "Blocked air filter or exhaust",
    ],
    firstChecks: [
      "Look over the charge pipes and cooler for oil marks and splits",
      "Pressure-test the intake side",
      "Move the actuator with a hand pump or the scan tool and watch its travel",
      "Compare wanted and measured boost on a road log",
    ],
    mistakenFor: ["A failed turbocharger when only a hose or a vacuum line leaks"],
    driveability: "limp",
    hazards: ["exhaust-gas", "belts"],
    related: ["P0234", "P0235", "P2263"],
    origin,
    reviewed: null,
  },
  {
    code: "P0562",
    meaning: "The control module sees a supply voltage below what it needs to work reliably.",
    watches: "The module's own supply voltage while the engine runs.",
    enabling: "Engine running for some time, no start in progress.",
    causes: [
      "Alternator, its belt or its control does not charge enough",
      "High resistance in battery terminals, main cable or ground",
      "Worn or discharged battery",
      "Poor supply or ground of the module itself",
    ],
    firstChecks: [
      "Measure voltage at the battery with the engine off and running, then with loads on",
      "Measure the voltage drop of main cable and ground under load",
      "Compare the module's reading with the meter at the battery",
      "Look at belt and tensioner with the engine off",
    ],
    mistakenFor: ["Faults of many modules at once, which low voltage causes by itself"],
    driveability: "soon",
    hazards: ["battery", "belts"],
    related: ["P0560", "P0563", "P2503"],
    origin,
    reviewed: null,
  },
];
