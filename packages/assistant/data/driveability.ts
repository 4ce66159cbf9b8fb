/**
 * The mildest that may be said about driving on, for codes that have no card, and the line said first for what must
 * stop at once. Ranges run from and to; the strictest of all that fit counts.
 */
export const codeFloors: readonly [from: string, to: string, floor: "stop" | "tow" | "limp" | "soon"][] = [
  ["P0087", "P0092", "limp"],
  ["P0093", "P0094", "stop"],
  ["P0200", "P0212", "limp"],
  ["P0217", "P0218", "stop"],
  ["P0219", "P0219", "soon"],
  ["P0230", "P0233", "tow"],
  ["P0300", "P0312", "limp"],
  ["P0520", "P0524", "stop"],
  ["P0A00", "P0FFF", "soon"],
  ["P0730", "P0736", "limp"],
  ["P2100", "P2112", "limp"],
  ["P2122", "P2140", "limp"],
  ["B0000", "B00FF", "soon"],
  ["C0000", "C07FF", "soon"],
  ["U0001", "U0099", "limp"],
  ["U0100", "U0100", "tow"],
  ["U0110", "U0113", "tow"],
  ["U0121", "U0122", "soon"],
  ["U0131", "U0134", "soon"],
];

/** Symptoms and lamps that stop the car, with the sentence that stands before everything else. */
export const stopLines: Readonly<Record<string, string>> = {
  "oil-pressure": "Stop and switch the engine off now: without oil pressure it destroys itself within moments.",
  "engine-knock": "Stop and switch the engine off now: a knock from inside may break it at any moment.",
  overheating: "Stop and switch the engine off now. Let it cool and do not open the cap.",
  "coolant-temperature": "Stop and switch the engine off now. Let it cool and do not open the cap.",
  "brake-soft": "Do not drive: the brakes may fail.",
  "brake-failure": "Do not drive: the brakes do not work. Have the car towed.",
  "brake-lamp":
    "Stop where it is safe: the brakes may fail. Look whether the parking brake is off and the fluid at its mark.",
  "brake-grind": "Do not drive on: metal rubs on metal and the brakes may fail.",
  "brake-system": "Stop and do not drive on: the brakes may fail.",
  "heavy-steering": "Stop where it is safe and do not drive on until the cause is known.",
  "steering-red": "Stop where it is safe and do not drive on.",
  "fuel-smell": "Stop, switch off, everybody out, no flame and no smoking: fuel may be leaking.",
  "exhaust-smell": "Stop, open the windows and get out: exhaust gas kills without warning.",
  "burning-smell": "Stop, switch off, everybody out and away. With flames or much smoke call the fire brigade.",
  "hv-warning": "Stop, everybody out, touch nothing orange. With smoke, heat or a crash call the fire brigade.",
  "high-voltage": "Stop, everybody out, touch nothing orange. With smoke, heat or a crash call the fire brigade.",
  "loose-wheel": "Stop now: a wheel may come off.",
};
