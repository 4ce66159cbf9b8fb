import { choose, compare, conclude, instruct, measure, type Tree, unreviewed } from "../../src/trees/tree.ts";

export const noCrank: Tree = {
  ...unreviewed,
  id: "no-crank",
  version: 1,
  title: "Engine does not crank",
  hazards: ["battery", "belts"],
  tools: ["Multimeter", "Scan tool", "Battery tester"],
  first: "gear",
  steps: {
    gear: instruct(
      "Put the car in park or neutral with the parking brake on, press clutch or brake as the handbook says and try again.",
      "sound",
    ),
    sound: choose("What happens when a start is asked for?", {
      Nothing: "lamps",
      "One click": "resting",
      "Many clicks": "resting",
      "It cranks slowly": "resting",
      "The starter spins but the engine does not": "freewheel",
    }),
    lamps: choose("Does the immobiliser lamp or a message about the key show?", { Yes: "key", No: "resting" }),
    key: conclude(
      "The car does not accept the key.",
      "Try the spare key and the emergency place for the key in the handbook; then read the immobiliser's codes.",
    ),
    freewheel: conclude(
      "The starter's drive does not hold, or the ring gear is damaged.",
      "Take the starter off with the battery disconnected and look at drive and ring gear.",
    ),
    resting: measure(
      "Measure the battery at its posts with everything off; after driving let it rest for some hours first.",
      ["V", 0, 30],
      "battery-table",
      [
        [11.89, "flat"],
        [12.24, "charge"],
      ],
      "load",
    ),
    flat: conclude(
      "The battery is flat or has a dead cell.",
      "Charge it, load-test it, and find out why it went flat.",
      "parasitic-drain",
    ),
    charge: conclude(
      "The battery is less than half charged.",
      "Charge it fully, load-test it and try again; then test charging.",
      "charging",
    ),
    load: measure(
      "Load the battery with half its cold cranking current for the time of the test and read the voltage at its end.",
      ["V", 0, 15],
      "battery-load-test",
      [[9.6, "worn"]],
      "control",
    ),
    worn: conclude(
      "The battery does not hold under load.",
      "Replace it with the type the maker asks for and code it in, if needed.",
    ),
    control: choose(
      "Ask for a start with a meter on the starter's control terminal: does battery voltage arrive there?",
      {
        Yes: "main",
        No: "relay",
      },
    ),
    main: compare(
      "Measure the voltage drop from the battery post to the starter's main terminal while a start is asked for.",
      ["V", 0, 15],
      "Allowed voltage drop of the starter's main cable, in the maker's electrical manual",
      ["ground", "ground", "cable"],
    ),
    cable: conclude(
      "The main cable or one of its joints has too much resistance.",
      "Clean and tighten the joints, replace the cable, measure again.",
    ),
    ground: compare(
      "Measure the voltage drop from the starter's housing to the negative battery post while a start is asked for.",
      ["V", 0, 15],
      "Allowed voltage drop of the engine ground, in the maker's electrical manual",
      ["engine", "engine", "strap"],
    ),
    strap: conclude(
      "The engine ground has too much resistance.",
      "Clean or replace the ground strap and its joints, measure again.",
    ),
    engine: choose(
      "With the ignition off, can the engine be turned by hand at the crankshaft bolt as the maker allows?",
      {
        Yes: "starter",
        No: "seized",
      },
    ),
    starter: conclude("The starter is fed and grounded but does not turn.", "Replace or overhaul the starter."),
    seized: conclude(
      "The engine or something it drives is blocked.",
      "Take the auxiliary belt off and try again; if still blocked, take the plugs out and look for liquid in the cylinders.",
    ),
    relay: choose("Does the starter relay click when a start is asked for?", { Yes: "contact", No: "permit" }),
    contact: conclude(
      "The relay closes but nothing arrives.",
      "Test the relay's contacts, the fuse and the wire to the starter under load.",
    ),
    permit: choose("On the scan tool: do the inputs for gear, clutch or brake and key allow a start?", {
      Yes: "output",
      No: "input",
      "The module does not answer": "silent",
    }),
    output: conclude(
      "The start is allowed but the relay is not driven.",
      "Test the relay's coil circuit; read P0615 to P0617.",
    ),
    input: conclude("One input does not allow the start.", "Test that switch and its adjustment."),
    silent: conclude(
      "The module that allows the start is not on the bus.",
      "Test its supply first, then the bus.",
      "can-bus",
    ),
  },
};

export const noStartPetrol: Tree = {
  ...unreviewed,
  id: "no-start-petrol",
  version: 1,
  title: "Petrol engine cranks but does not start",
  hazards: ["fuel", "exhaust-gas", "battery", "belts"],
  tools: ["Scan tool", "Fuel pressure gauge", "Spark tester", "Oscilloscope"],
  first: "codes",
  steps: {
    codes: choose("Read all modules before anything else. What do they say?", {
      "Immobiliser or key": "key",
      "Bus codes or modules that do not answer": "bus",
      "Crankshaft or camshaft sensor": "speed",
      "Nothing, or something else": "sound",
    }),
    key: conclude(
      "The immobiliser does not release the engine.",
      "Try the spare key; follow the immobiliser's codes. Proof of ownership is needed.",
    ),
    bus: conclude("Modules do not talk to each other.", "Find the bus or supply fault first.", "can-bus"),
    sound: choose("Does it crank at an even speed, as fast as usual?", {
      Yes: "speed",
      "Slower than usual": "slow",
      "Faster than usual and very even": "timing",
    }),
    slow: conclude("It cranks too slowly to start.", "Test battery, cables and starter first.", "no-crank"),
    timing: conclude(
      "There is little or no compression: the timing drive may have failed.",
      "Do not crank on; look at the timing drive and measure compression as the maker describes.",
    ),
    speed: choose("Does the scan tool show engine speed while cranking?", { Yes: "pump", No: "sensor" }),
    sensor: choose("Look at the crankshaft signal on a scope at the sensor's plug: is it there?", {
      Yes: "wire",
      No: "replace-sensor",
    }),
    wire: conclude("The signal is made but does not arrive.", "Find the break between sensor and module."),
    "replace-sensor": conclude("The crankshaft sensor gives no signal.", "Check its gap and ring, then replace it."),
    pump: compare(
      "Measure fuel pressure with a gauge at the rail or supply while cranking; keep fire away and catch the fuel.",
      ["bar", 0, 400],
      "Fuel pressure while cranking, in the maker's fuel system pages",
      ["pump-power", "spark", "pressure-high"],
    ),
    "pressure-high": conclude(
      "The pressure is too high.",
      "Look at the return and the regulator; P0088 and P0089 lead on.",
    ),
    "pump-power": choose("Is the pump fed, with supply and ground under load, while cranking?", {
      Yes: "weak-pump",
      No: "pump-circuit",
    }),
    "weak-pump": conclude(
      "The pump is fed but builds no pressure.",
      "Check fuel level and filter, then replace the pump.",
    ),
    "pump-circuit": conclude(
      "The pump gets no current.",
      "Test fuse, relay, crash switch and control; P0230 and P0627 lead on.",
    ),
    spark: choose("Is there a strong spark on every cylinder with a tester? Never pull a lead while it cranks.", {
      "On all": "injection",
      "On none": "coil-supply",
      "On some": "some-coils",
    }),
    "coil-supply": conclude(
      "No coil fires.",
      "Test the coils' shared supply and ground, then the crankshaft and camshaft signals.",
    ),
    "some-coils": conclude(
      "Some coils do not fire.",
      "Swap coils between cylinders and test their circuits.",
      "misfire",
    ),
    injection: choose("Do the injectors get pulses, by test lamp or scope?", { Yes: "flooded", No: "no-pulse" }),
    "no-pulse": conclude(
      "Spark but no injection.",
      "Test the injectors' supply, then the immobiliser's release and the camshaft signal.",
    ),
    flooded: choose("Are the spark plugs wet with fuel?", { Wet: "wet", Dry: "dry" }),
    wet: conclude(
      "The engine is flooded, or the spark fails under pressure.",
      "Dry the cylinders with the pedal held down while cranking, fit good plugs; then look for a leaking injector.",
    ),
    dry: conclude(
      "Fuel is delivered but does not reach the cylinders, or is not petrol.",
      "Check fuel quality, then compression and valve timing.",
    ),
  },
};
