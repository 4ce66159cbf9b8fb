import { type Question, question } from "../question.ts";

const code = (id: string, ask: string, rest: Parameters<typeof question>[3]) => question("code", id, ask, rest);
/** A code the standard does not give a meaning: structure, the plain sentence, and nothing made up. */
const makers = (written: string, vehicle: Question["vehicle"], rest: Parameters<typeof question>[3] = {}) =>
  code(`maker-${written.toLowerCase()}`, `What does ${written} mean?`, {
    vehicle,
    facts: ["maker|manufacturer", "not known"],
    forbidden: ["misfire", "sensor circuit", "catalyst", "replace the"],
    ...rest,
  });

/** Trouble codes: the meaning of standardised ones, honesty about the maker's own. */
export const codeQuestions: Question[] = [
  code("p0420", "What does P0420 mean?", {
    facts: ["catalyst", "bank 1"],
    sources: ["code:P0420"],
    hazards: ["exhaust-gas"],
    mayWarn: ["fuel"],
    driveability: "soon",
  }),
  code("p0430-lower", "p0430 on my v6", {
    facts: ["catalyst", "bank 2"],
    sources: ["code:P0430"],
    hazards: ["exhaust-gas"],
    mayWarn: ["fuel"],
  }),
  code("p0300", "P0300 and the engine shakes", {
    facts: ["misfire"],
    sources: ["code:P0300"],
    hazards: ["exhaust-gas"],
    mayWarn: ["fuel"],
    driveability: "limp",
  }),
  code("p0302", "P0302", { facts: ["misfire", "cylinder 2"], sources: ["code:P0302"], hazards: ["exhaust-gas"] }),
  code("p0171", "P0171 bank 1", {
    facts: ["lean"],
    sources: ["code:P0171"],
    hazards: ["fuel"],
    mayWarn: ["exhaust-gas", "belts"],
  }),
  code("both-banks", "P0171 and P0174 together", {
    facts: ["P0171", "P0174", "lean"],
    sources: ["code:P0171", "code:P0174"],
    hazards: ["fuel"],
    mayWarn: ["exhaust-gas", "belts"],
  }),
  code("p0172", "PO172 stored", {
    facts: ["rich"],
    sources: ["code:P0172"],
    hazards: ["fuel"],
    mayWarn: ["exhaust-gas"],
  }),
  code("p0299", "p 0299 golf tdi", {
    facts: ["boost", "too low|less boost"],
    sources: ["code:P0299"],
    hazards: ["exhaust-gas"],
    mayWarn: ["belts", "fuel", "diesel-pressure"],
    driveability: "limp",
  }),
  code("p0128", "P0128, is it dangerous to drive?", {
    register: "owner",
    facts: ["thermostat"],
    sources: ["code:P0128"],
    hazards: ["hot-coolant"],
    driveability: "fine",
  }),
  code("p0442", "P0442 came back", { facts: ["small leak", "vapour"], sources: ["code:P0442"], hazards: ["fuel"] }),
  code("p0455-us", "P0455 on my Camry, gas cap?", {
    locale: "en-US",
    register: "owner",
    facts: ["large leak", "cap"],
    sources: ["code:P0455"],
    hazards: ["fuel"],
  }),
  code("p0456", "explain P0456", { facts: ["very small leak"], sources: ["code:P0456"], hazards: ["fuel"] }),
  code("p0113", "P0113 after I changed the air filter", {
    facts: ["intake air temperature", "plug|connector"],
    sources: ["code:P0113"],
  }),
  code("p0117", "P0117 what is it", {
    facts: ["coolant temperature", "low"],
    sources: ["code:P0117"],
    hazards: ["hot-coolant"],
  }),
  code("p0335", "P0335 engine died on the road", {
    facts: ["crankshaft"],
    sources: ["code:P0335"],
    driveability: "tow",
    mayWarn: ["fuel", "battery"],
  }),
  code("p0340", "P0340", { facts: ["camshaft position sensor"], sources: ["code:P0340"] }),
  code("p0016", "P0016, new sensor did not help", {
    facts: ["crankshaft", "camshaft", "chain"],
    sources: ["code:P0016"],
    hazards: ["belts"],
  }),
  code("p0401", "P0401 diesel van", {
    facts: ["recirculat", "too low|less exhaust"],
    sources: ["code:P0401"],
    hazards: ["exhaust-gas"],
  }),
  code("p2002", "P2002 MOT coming up", {
    facts: ["particulate filter"],
    sources: ["code:P2002"],
    hazards: ["exhaust-gas"],
  }),
  code("p2463", "P2463 can I still drive", {
    register: "owner",
    facts: ["soot"],
    sources: ["code:P2463"],
    hazards: ["exhaust-gas"],
    driveability: "limp",
  }),
  code("c0035", "C0035", {
    facts: ["left front", "wheel speed"],
    sources: ["code:C0035"],
    hazards: ["brakes", "wheels"],
    mayWarn: ["lifting", "steering-suspension"],
  }),
  code("c0050", "C0050 ABS lamp", {
    facts: ["right rear", "wheel speed"],
    sources: ["code:C0050"],
    hazards: ["brakes", "wheels"],
    mayWarn: ["lifting", "steering-suspension"],
  }),
  code("u0100", "U0100 in every module", {
    facts: ["engine control module", "supply|battery"],
    sources: ["code:U0100"],
    hazards: ["battery"],
    driveability: "tow",
  }),
  code("u0121", "u0121", { facts: ["anti-lock"], sources: ["code:U0121"], hazards: ["brakes", "battery"] }),
  code("u0100-87", "U0100-87", {
    facts: ["engine control module", "87"],
    sources: ["code:U0100"],
    hazards: ["battery"],
  }),
  code("b0001", "B0001 airbag light", {
    facts: ["driver", "airbag"],
    sources: ["code:B0001"],
    hazards: ["airbag"],
    mayWarn: ["battery"],
  }),
  code("b0010", "B0010 after seat cleaning", {
    facts: ["passenger", "airbag"],
    sources: ["code:B0010"],
    hazards: ["airbag"],
    mayWarn: ["battery"],
  }),
  code("title-only", "P2335", { facts: ["ignition coil L"] }),
  code("unlisted", "P0999 on an automatic", {
    facts: ["does not have|not have", "P0999"],
    forbidden: ["solenoid E", "replace the"],
  }),
  code("reserved", "U3000", { facts: ["reserved"], forbidden: ["lost communication with"] }),
  code("raw", "my reader shows 0x0420", {
    facts: ["P0420", "catalyst"],
    sources: ["code:P0420"],
    hazards: ["exhaust-gas"],
    mayWarn: ["fuel"],
  }),
  code("report", "Stored codes:\nP0562\nU0100\nU0121\nPending codes:\nP0300", {
    facts: ["supply|voltage", "P0562", "U0100", "U0121", "P0300"],
    sources: ["code:P0562"],
    hazards: ["battery"],
    mayWarn: ["belts", "brakes", "exhaust-gas"],
    driveability: "tow",
  }),
  makers("P1234", { make: "Volkswagen", model: "Golf", year: 2008 }),
  makers("P1604", { make: "Toyota", model: "Auris", year: 2014 }),
  makers("P3081", null),
  makers("C1145", { make: "Ford", model: "Focus", year: 2006 }),
  makers("B1318", { make: "Ford", model: "Transit", year: 2005 }),
  makers("U1900", null),
  code("maker-from-page", "What does P1351 mean on this engine?", {
    vehicle: { make: "Examplar", model: "Vano", year: 2012, engine: "EX20" },
    documents: [
      {
        id: "doc-exv-codes",
        title: "Examplar Vano code list",
        page: 12,
        appliesTo: { make: "Examplar", model: "Vano", engine: "EX20" },
        text: "P1351 Glow relay, answer line open. Check the blue wire from the relay to pin 41.",
      },
    ],
    facts: ["glow relay", "answer line open"],
    sources: ["doc-exv-codes"],
  }),
  code("maker-wrong-car", "P1351 meaning?", {
    vehicle: { make: "Otherbrand", model: "Cita", year: 2018, engine: "OB10" },
    documents: [
      {
        id: "doc-exv-codes",
        title: "Examplar Vano code list",
        page: 12,
        appliesTo: { make: "Examplar", model: "Vano", engine: "EX20" },
        text: "P1351 Glow relay, answer line open. Check the blue wire from the relay to pin 41.",
      },
    ],
    facts: ["maker|manufacturer", "not known"],
    forbidden: ["pin 41"],
  }),
];
