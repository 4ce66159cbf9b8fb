/** The test trees, in the order a list shows them. */
export const treeIds = [
  "no-crank",
  "no-start-petrol",
  "no-start-diesel",
  "misfire",
  "fuel-trim",
  "overheating",
  "charging",
  "parasitic-drain",
  "evap",
  "catalyst",
  "dpf",
  "wheel-speed",
  "can-bus",
  "brake-judder-pull",
  "cold-ac",
] as const;
export type TreeId = (typeof treeIds)[number];
