/**
 * The regular series of fault kinds. A family of codes is a first code, a component and one of these series:
 * the first kind belongs to the first code, the next to the one after it. `#` stands for the component.
 */
export const kinds: Record<string, readonly string[]> = {
  sensor: [
    "# circuit fault",
    "# signal out of range or implausible",
    "# signal too low",
    "# signal too high",
    "# signal intermittent",
  ],
  sensor4: ["# circuit fault", "# signal out of range or implausible", "# signal too low", "# signal too high"],
  speed: ["# circuit fault", "# signal out of range or implausible", "# gives no signal", "# signal intermittent"],
  levels: ["# circuit fault", "# signal too low", "# signal too high"],
  output: ["# control circuit open", "# control circuit low", "# control circuit high"],
  oxygen: [
    "# circuit fault",
    "# circuit voltage low",
    "# circuit voltage high",
    "# responds slowly",
    "# shows no activity",
    "# heater circuit fault",
  ],
  solenoid: [
    "# control fault",
    "# performance fault or stuck off",
    "# stuck on",
    "# electrical fault",
    "# circuit intermittent",
  ],
  actuator: [
    "# control circuit open",
    "# control circuit out of range or implausible",
    "# control circuit low",
    "# control circuit high",
  ],
  bus: [
    "# fault",
    "# performance fault",
    "# (+) line open",
    "# (+) line low",
    "# (+) line high",
    "# (-) line open",
    "# (-) line low",
    "# (-) line high",
    "# lines shorted together",
  ],
  phase: ["# control circuit open", "# timing too advanced", "# timing too retarded"],
};
