import type { Card } from "../../src/codes/card.ts";

const origin = "Written for MechanicBuddy from general workshop practice";

/** Cards of chassis, body and network codes. */
export const networkCards: Card[] = [
  {
    code: "B0001",
    meaning: "The airbag module finds a fault in the firing circuit of the first stage of the driver's airbag.",
    watches: "Resistance and insulation of the circuit from the module to the airbag.",
    enabling: "Ignition on; the module tests the circuit all the time.",
    causes: [
      "Worn clock spring under the steering wheel",
      "Loose or corroded connector",
      "Damaged wiring",
      "Airbag itself",
    ],
    firstChecks: [
      "Read all airbag codes and the maker's procedure before anything is unplugged",
      "Make the system safe as the maker describes; never put a meter on an airbag",
      "Look over the connectors and the clock spring",
      "Test the circuit only with the maker's substitute load",
    ],
    mistakenFor: ["A failed airbag when a connector or the clock spring is at fault"],
    driveability: "soon",
    hazards: ["airbag", "battery"],
    related: ["B0002", "U0151"],
    origin,
    reviewed: null,
  },
  {
    code: "C0035",
    meaning: "The signal of the left front wheel speed sensor is missing or not usable.",
    watches: "The circuit of the sensor and its signal beside those of the other wheels.",
    enabling: "Ignition on for the circuit; driving for the signal.",
    causes: [
      "Wiring broken or chafed near the wheel",
      "Sensor dirty, loose or failed",
      "Damaged tone ring or magnetic ring of the wheel bearing",
      "Play in the wheel bearing",
    ],
    firstChecks: [
      "Compare the four wheel speeds on the scan tool on a slow drive",
      "Look over sensor, connector and cable while the wheel is turned to both sides",
      "Check the ring and the play of the bearing",
      "Test supply and signal at the connector",
    ],
    mistakenFor: ["A failed brake module", "A failed sensor when the ring or the bearing is at fault"],
    driveability: "soon",
    hazards: ["brakes", "lifting", "wheels"],
    related: ["C0040", "U0121"],
    origin,
    reviewed: null,
  },
  {
    code: "U0100",
    meaning: "Other modules no longer receive messages from the engine control module.",
    watches: "Messages of the engine module that must arrive on the bus at regular times.",
    enabling: "Ignition on and bus awake, supply voltage high enough.",
    causes: [
      "Low battery or missing supply of the engine module",
      "Open or shorted bus line",
      "Corroded connector or ground",
      "Another module that disturbs the bus",
      "Engine module itself",
    ],
    firstChecks: [
      "Test the battery and the charging before any module is suspected",
      "Read all modules and note which one does not answer",
      "Test fuses, main relay and grounds of the engine module under load",
      "Measure the bus lines with the battery disconnected, then look at their signals with a scope",
    ],
    mistakenFor: ["A failed engine module when its supply or its ground is missing"],
    driveability: "tow",
    hazards: ["battery"],
    related: ["U0001", "U0101", "P0562"],
    origin,
    reviewed: null,
  },
];
