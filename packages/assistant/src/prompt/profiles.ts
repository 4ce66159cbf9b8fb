/** How an answer is written for a place and a person: data, chosen by the account. */

import type { Locale } from "../lexicon/phrases.ts";
import type { Register } from "../question.ts";

interface LocaleProfile {
  language: string;
  distance: string;
  money: string;
  torque: string;
  pressure: string;
  inspection: string;
  words: string;
}

export const localeProfiles: Readonly<Record<Locale, LocaleProfile>> = {
  "en-GB": {
    language: "British English",
    distance: "miles",
    money: "pounds sterling (£)",
    torque: "Nm",
    pressure: "bar, with psi for tyres",
    inspection: "the MOT",
    words: "bonnet, boot, tyre, petrol, gearbox, windscreen, spanner, wing, number plate, handbrake, earth",
  },
  "en-US": {
    language: "American English",
    distance: "miles",
    money: "US dollars ($)",
    torque: "lb-ft, with Nm where the source has it",
    pressure: "psi",
    inspection: "the state inspection",
    words: "hood, trunk, tire, gas, transmission, windshield, wrench, fender, license plate, parking brake, ground",
  },
};

const registerProfiles: Readonly<Record<Register, string>> = {
  technician:
    "The reader repairs vehicles for a living. Give values, pins, test order and what a reading means. Do not explain tools.",
  owner:
    "The reader owns the vehicle and is no mechanic. Use plain words. Say what it means, what to check without tools, and what to tell the garage. Give no job that needs a lift or high-voltage training; say who should do it.",
};

/** The lines of a profile; the same bytes for everybody who has it. */
export function profileText(locale: Locale, register: Register): string {
  const { language, distance, money, torque, pressure, inspection, words } = localeProfiles[locale];
  return [
    `Write ${language}: ${words}.`,
    `Units: distance in ${distance}, torque in ${torque}, pressure in ${pressure}, money in ${money}. Convert only what a source holds, and show its own unit too.`,
    `The periodic test is ${inspection}.`,
    registerProfiles[register],
  ].join("\n");
}
