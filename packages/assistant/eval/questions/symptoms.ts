import { type Question, question } from "../question.ts";

const symptom = (id: string, ask: string, rest: Parameters<typeof question>[3]) => question("symptom", id, ask, rest);

/** Symptoms in everyday words: the fitting tree, questions that part the causes, the stop line where it is due. */
export const symptomQuestions: Question[] = [
  symptom("no-crank", "Turn the key and it just clicks, nothing else", {
    register: "owner",
    facts: ["battery"],
    sources: ["tree:no-crank"],
    hazards: ["battery"],
    driveability: "tow",
    mayWarn: ["belts"],
  }),
  symptom("no-start-petrol", "Petrol Astra cranks fine but won't start", {
    vehicle: { make: "Opel", model: "Astra", year: 2011, fuel: "petrol" },
    sources: ["tree:no-start-petrol"],
    hazards: ["fuel"],
    mayWarn: ["battery", "exhaust-gas", "belts"],
  }),
  symptom("no-start-diesel", "Diesel engine turns over but doesn't start", {
    vehicle: { make: "Peugeot", model: "Partner", year: 2013, fuel: "diesel" },
    sources: ["tree:no-start-diesel"],
    hazards: ["fuel"],
    mayWarn: ["battery", "diesel-pressure", "belts"],
  }),
  symptom("misfire", "Engine runs rough and hesitates when pulling away", {
    sources: ["tree:misfire"],
    hazards: ["exhaust-gas"],
    mayWarn: ["fuel", "belts"],
    driveability: "limp",
  }),
  symptom("flashing", "Check engine light is blinking on the highway", {
    locale: "en-US",
    register: "owner",
    facts: ["catalytic converter|catalyst"],
    sources: ["tree:misfire"],
    hazards: ["exhaust-gas"],
    mayWarn: ["fuel", "belts"],
    driveability: "limp",
  }),
  symptom("overheating", "The temperature needle is in the red, can I make it home?", {
    register: "owner",
    facts: ["stop"],
    sources: ["tree:overheating"],
    hazards: ["hot-coolant"],
    mayWarn: ["belts"],
    driveability: "stop",
  }),
  symptom("oil", "Red oil light came on in a bend", {
    register: "owner",
    facts: ["switch"],
    driveability: "stop",
    mayWarn: ["hot-coolant"],
  }),
  symptom("brakes-soft", "Brake pedal sinks to the floor", {
    register: "owner",
    facts: ["not drive"],
    hazards: ["brakes"],
    driveability: "stop",
  }),
  symptom("brakes-gone", "The brakes don't work at all", {
    register: "owner",
    facts: ["not drive"],
    hazards: ["brakes"],
    driveability: "stop",
  }),
  symptom("grinding", "Grinding noise from the front when I brake", {
    register: "owner",
    hazards: ["brakes"],
    mayWarn: ["lifting", "wheels"],
    driveability: "stop",
  }),
  symptom("judder", "Brakes judder from motorway speed", {
    sources: ["tree:brake-judder-pull"],
    hazards: ["brakes"],
    mayWarn: ["wheels", "lifting", "steering-suspension"],
  }),
  symptom("pull", "It pulls to the left when braking", {
    sources: ["tree:brake-judder-pull"],
    hazards: ["brakes"],
    mayWarn: ["wheels", "lifting", "steering-suspension"],
  }),
  symptom("fuel-smell", "Strong smell of petrol inside after filling up", {
    register: "owner",
    facts: ["no flame|flame"],
    hazards: ["fuel"],
    driveability: "stop",
    mayWarn: ["lifting"],
  }),
  symptom("gas-smell-us", "I smell gas in my car", {
    locale: "en-US",
    register: "owner",
    hazards: ["fuel"],
    driveability: "stop",
    mayWarn: ["lifting"],
  }),
  symptom("smoke", "There is smoke coming from under the bonnet", {
    register: "owner",
    facts: ["out and away|get out|everybody out"],
    driveability: "stop",
    mayWarn: ["battery", "hot-coolant"],
  }),
  symptom("hv", "My hybrid shows a high voltage system warning", {
    register: "owner",
    vehicle: { make: "Toyota", model: "Prius", year: 2016, fuel: "hybrid" },
    facts: ["orange"],
    hazards: ["high-voltage"],
    driveability: "stop",
  }),
  symptom("steering", "Steering went very heavy all of a sudden", {
    register: "owner",
    hazards: ["steering-suspension"],
    mayWarn: ["belts", "battery"],
    driveability: "stop",
  }),
  symptom("charging", "Battery light on the dash while driving", {
    sources: ["tree:charging"],
    hazards: ["battery"],
    mayWarn: ["belts"],
  }),
  symptom("drain", "Battery goes flat over the weekend", {
    sources: ["tree:parasitic-drain"],
    hazards: ["battery"],
    mayWarn: ["belts"],
  }),
  symptom("dpf", "DPF light on and limp mode", {
    vehicle: { make: "Ford", model: "Kuga", year: 2014, fuel: "diesel" },
    sources: ["tree:dpf"],
    hazards: ["exhaust-gas"],
    mayWarn: ["lifting", "fuel"],
    driveability: "limp",
  }),
  symptom("ac", "Air con is not cold any more", {
    register: "owner",
    sources: ["tree:cold-ac"],
    hazards: ["refrigerant"],
    mayWarn: ["belts"],
  }),
  symptom("abs", "ABS light is on after a wheel bearing job", {
    sources: ["tree:wheel-speed"],
    hazards: ["brakes"],
    mayWarn: ["lifting", "wheels", "steering-suspension"],
  }),
  symptom("cold", "Heater stays cold and the engine never warms up", {
    sources: ["tree:overheating"],
    hazards: ["hot-coolant"],
    mayWarn: ["belts"],
  }),
  symptom("eggs", "Rotten egg smell from the exhaust", {
    sources: ["tree:catalyst"],
    hazards: ["exhaust-gas"],
    mayWarn: ["battery", "fuel", "lifting", "belts"],
  }),
  symptom("vague", "My car feels funny lately", {
    register: "owner",
    facts: ["?"],
    forbidden: ["you need a new", "replace the"],
  }),
];
