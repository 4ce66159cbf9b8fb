/** What a workshop is filled with to look around: plain, complete, and nobody's real data. */
export const sampleCustomers = [
  { kind: "private" as const, firstName: "Mari", lastName: "Sample", phone: "+44 20 7946 0101" },
  { kind: "company" as const, companyName: "Sample Deliveries Ltd", phone: "+44 20 7946 0102" },
];
export const sampleVehicles = [
  { plate: "SMP 101", make: "Volkswagen", model: "Golf", year: 2016 },
  { plate: "SMP 102", make: "Ford", model: "Transit", year: 2019 },
];
export const sampleMechanics = [
  { firstName: "Sam", lastName: "Sample", profession: "Mechanic" },
  { firstName: "Alex", lastName: "Sample", profession: "Diagnostics" },
];
const part = (code: string, name: string, salePriceCents: number) => ({ code: `SAMPLE-${code}`, name, salePriceCents });
export const sampleParts = [
  part("OIL5", "Engine oil 5W-30, 5 l", 4_500),
  part("OFIL", "Oil filter", 1_200),
  part("AFIL", "Air filter", 1_800),
  part("CFIL", "Cabin filter", 1_600),
  part("PADF", "Brake pads, front", 4_900),
  part("DISF", "Brake disc, front", 5_600),
  part("PLUG", "Spark plug", 900),
  part("WIPE", "Wiper blades, pair", 2_400),
  part("BATT", "Battery 70 Ah", 11_900),
  part("BULB", "Bulb H7", 999),
];
/** One order for each car: its work, and the parts that go with it by their place above. */
export const sampleOrders = [
  { concern: "Service light is on", job: "Oil service", parts: [0, 1] },
  { concern: "Grinds when braking", job: "Front brakes", parts: [4, 5] },
];
/** An earlier visit of the first car. */
export const sampleHistory = { concern: "Wipers smear", job: "Wiper blades", parts: [7] };
