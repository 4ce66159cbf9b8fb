/** Where the limits of the test trees come from. A tree may use no limit without one of these. */
export const limitSources = {
  maker: "The maker's value for this car: look it up",
  "battery-table":
    "Open-circuit voltage of a rested flooded lead battery by charge, at 25 °C (Battery Council's table)",
  "battery-load-test": "Battery Council's load test: half the cold cranking current for 15 s at 21 °C, at least 9.6 V",
  "charging-law": "A battery takes charge only from a voltage above its own, which is 12.65 V when full and rested",
  "can-resistance":
    "ISO 11898-2: two end resistors of 120 Ω nominal, 100 to 130 Ω each, lie side by side between the lines",
  "can-voltage": "ISO 11898-2: both lines rest at 2.0 to 3.0 V; the sum of both stays near 5 V while they talk",
  "roadworthiness-lambda":
    "Directive 2014/45/EU, annex I, 8.2.1.2: lambda 1 ± 0.03 at raised idle, or the maker's value",
  "roadworthiness-brakes":
    "Directive 2014/45/EU, annex I, 1.2.1: a wheel brakes at least 70 % as hard as the other of its axle",
  saturation:
    "Saturation pressure of the refrigerant at its temperature (NIST data), as in the A/C pressure calculator",
} as const;
export type LimitSource = keyof typeof limitSources;
