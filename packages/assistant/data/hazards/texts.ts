import type { HazardWords } from "../../src/hazards/hazard.ts";

/** The text of each hazard in British English: what the danger is, the first step, who may do the work. */
export const britishHazards: HazardWords = {
  airbag: {
    title: "Airbags and belt tensioners",
    danger:
      "Airbags and belt tensioners are fired by small charges. One that fires during work injures badly or kills.",
    firstStep:
      "Ignition off, battery disconnected as the maker describes, and wait as long as the maker says before any yellow plug is touched. Never put a meter or a lamp on the circuit.",
    who: "Only people trained for airbags and belt tensioners. Everybody else: leave plugs, seats and steering wheel alone.",
  },
  "high-voltage": {
    title: "High voltage",
    danger:
      "Orange cables and what they join carry a voltage that kills, also with the ignition off. A damaged battery may burn, hours later too.",
    firstStep:
      "Touch nothing orange. Trained people switch off, secure against switching on and prove the absence of voltage before any work. With smoke, heat or a crash: everybody out and away, call the fire brigade.",
    who: "Only people qualified for high-voltage vehicles, never alone. Owners and untrained technicians do not open, unplug or measure anything of it.",
  },
  brakes: {
    title: "Brakes",
    danger: "A mistake at the brakes shows when they are needed, and may kill people inside and outside the car.",
    firstStep:
      "Do not drive with a soft pedal, lost fluid, grinding or a red brake lamp. After any work pump the pedal firm, check for leaks and try the brakes at walking pace on a free, level place.",
    who: "A trained technician; a second trained person checks the work. Owners may look at fluid level and wear.",
  },
  "steering-suspension": {
    title: "Steering and suspension",
    danger: "A joint that parts or a bolt left loose takes the steering away without warning.",
    firstStep:
      "Do not drive with play, a knock that grows or steering that binds. Renew self-locking nuts and bolts the maker calls single-use and tighten to the maker's value at normal height.",
    who: "A trained technician; wheel geometry is checked afterwards.",
  },
  springs: {
    title: "Springs under load",
    danger: "A compressed spring stores enough force to break bones or kill when it slips.",
    firstStep:
      "Use a spring compressor made for this spring and undamaged, keep body and face out of its line, and release the spring before the centre nut is touched.",
    who: "A trained technician with the right tool. Not a job for the driveway.",
  },
  lifting: {
    title: "Lifting the car",
    danger: "A car that slips off a jack crushes whoever is under it.",
    firstStep:
      "Level, firm ground, wheels chocked, lift at the maker's points only, stands under the car before any part of a body goes below it. Shake it before you trust it.",
    who: "Anybody with proper stands or a tested lift. Never under a car that only a jack holds.",
  },
  fuel: {
    title: "Fuel and its vapour",
    danger: "Fuel and its vapour burn and explode from a single spark; vapour collects in pits.",
    firstStep:
      "Engine off and cold, no flame, no sparks, no lamp that gets hot, fresh air, extinguisher at hand. Let the pressure off as the maker describes and catch what runs out.",
    who: "A trained technician. With a smell or leak of fuel: do not start the car, keep fire away, have it towed.",
  },
  "diesel-pressure": {
    title: "Diesel injection pressure",
    danger:
      "A fine jet from a high-pressure line goes through skin and glove. Such a wound looks small and costs the limb: it is an emergency for a hospital at once.",
    firstStep:
      "Never loosen a line while the engine runs and never feel for a leak by hand. Engine off, wait as long as the maker says, prove on the scan tool that the pressure is gone.",
    who: "Only technicians trained for this injection system.",
  },
  refrigerant: {
    title: "Refrigerant",
    danger:
      "Refrigerant is under pressure, freezes eyes and skin, takes away the air to breathe, and burns or turns to poison in a flame. Letting it out is against the law.",
    firstStep:
      "Leave the circuit closed. Goggles and gloves, no flame, and recovery equipment for this refrigerant before any joint is opened.",
    who: "Only people with a refrigerant handling certificate for vehicles (F-gas).",
  },
  "hot-coolant": {
    title: "Hot coolant",
    danger:
      "Coolant under pressure is hotter than boiling water. When the cap is opened it comes out at once and scalds.",
    firstStep:
      "Engine off and cooled until the top hose can be held, then open the cap slowly with a cloth. Keep hands off fans: they may start by themselves. Coolant is poison: keep it from children and animals.",
    who: "Anybody, once it is cold. While hot: nobody.",
  },
  "exhaust-gas": {
    title: "Exhaust gas and hot exhaust",
    danger:
      "Exhaust holds carbon monoxide, which kills without smell. Pipes, catalyst and filter burn skin and set light to what touches them.",
    firstStep:
      "Run the engine outdoors or with extraction only. Let the exhaust cool. During a filter regeneration keep people and anything that burns away.",
    who: "Anybody outdoors; in a closed room only with extraction. With exhaust smell in the car: stop, windows open, get out.",
  },
  battery: {
    title: "Starter battery",
    danger:
      "A battery gives off gas that explodes, holds acid, and melts a spanner that bridges it. A frozen or swollen one may burst.",
    firstStep:
      "No flame, no rings or watch, goggles on. Negative terminal off first and on last. Never jump or charge a frozen, swollen or leaking battery.",
    who: "Anybody who follows the handbook; cars with stop-start or several batteries need the maker's order of steps.",
  },
  belts: {
    title: "Moving belts and fans",
    danger:
      "Belts, pulleys and fans take off fingers and pull in sleeves and hair. Fans may start with the engine off.",
    firstStep:
      "Look and touch only with the engine off and the key out. With the engine running keep hands, hair, sleeves and lamps away.",
    who: "Anybody with the engine off; tests on a running engine by technicians.",
  },
  wheels: {
    title: "Wheels and tyres",
    danger: "A wheel not tightened comes off; a damaged tyre or a wrong pressure bursts.",
    firstStep:
      "Tighten crosswise by torque wrench to the maker's value, on clean faces, and again after a short drive as the maker says. Never drive on a tyre with a bulge, a cut or the cords showing.",
    who: "Anybody with a torque wrench may change a wheel; tyres are fitted and repaired by a tyre workshop.",
  },
};

/** Where the American text differs by more than its spelling. */
export const americanHazards: { [Hazard in keyof HazardWords]?: Partial<HazardWords[Hazard]> } = {
  airbag: { title: "Airbags and seat belt pretensioners" },
  refrigerant: { who: "Only technicians certified under EPA Section 609." },
  battery: { title: "Battery (12 volt)" },
};

/** Name and day of the technician who reviewed the text of a locale; null until there was one. */
export const hazardReviews: Record<"en-GB" | "en-US", { by: string; on: string } | null> = {
  "en-GB": null,
  "en-US": null,
};
