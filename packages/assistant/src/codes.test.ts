import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCode } from "./codes/structure.ts";
import { titleRecords } from "./codes/titles.ts";
import { explainCode, findCodes } from "./codes.ts";

const records = titleRecords();

describe("the table of codes", () => {
  test("every code stands once, is standardised and reads as itself", () => {
    const codes = records.map((record) => record.code);
    expect(codes.filter((code, n) => codes.indexOf(code) !== n)).toEqual([]);
    expect(
      codes.filter((code) => readCode(code)?.code !== code || readCode(code)?.authority !== "standardised"),
    ).toEqual([]);
  });

  test("no two codes share a title, and each title is a short clean phrase", () => {
    const seen = records.map((record) => record.title);
    expect(seen.filter((title, n) => seen.indexOf(title) !== n)).toEqual([]);
    expect(seen.filter((title) => /[#@]|\s\s|\.$/.test(title) || title.length > 90)).toEqual([]);
  });

  test("has at least nine hundred titles", () => {
    expect(records.length).toBeGreaterThanOrEqual(900);
  });
});

describe("explaining a code", () => {
  test.each([
    ["P0301", "Cylinder 1 misfire detected"],
    ["P0312", "Cylinder 12 misfire detected"],
    ["P0133", "Oxygen sensor, bank 1 sensor 1, responds slowly"],
    ["P0171", "Mixture too lean, bank 1"],
    ["P0263", "Power contribution out of balance, cylinder 1"],
    ["P0299", "Boost pressure too low"],
    ["P0420", "Catalyst efficiency below limit, bank 1"],
    ["P0562", "System voltage too low"],
    ["P0700", "Transmission control system reports a fault"],
    ["P2335", "Ignition coil L secondary circuit fault"],
    ["B0001", "Driver front airbag, stage 1 circuit fault"],
    ["C0035", "Left front wheel speed sensor circuit fault"],
    ["U0100", "Lost communication with engine control module A"],
    ["U0415", "Invalid data from anti-lock brake module"],
  ])("%s is “%s”", (code, title) => {
    expect(explainCode(code)?.title).toBe(title);
  });

  test.each(["p0299", " P 0299 ", "P-0299", "PO299", "0x0299"])("%j is read as P0299", (typed) => {
    expect(explainCode(typed)).toMatchObject({
      code: "P0299",
      failureType: null,
      system: "powertrain",
      area: "fuel and air, injection",
    });
  });

  test.each(["U0100-87", "u010087", "U0100:87"])("%j keeps its failure type", (typed) => {
    expect(explainCode(typed)).toMatchObject({ code: "U0100", failureType: "87" });
  });

  test("raw bytes name chassis, body and network by their top bits", () => {
    expect(["0x4035", "0x8001", "0xC100"].map((raw) => explainCode(raw)?.code)).toEqual(["C0035", "B0001", "U0100"]);
  });

  test.each(["P1234", "P3000", "P33FF", "B1000", "C2000", "U1000"])(
    "%s is the maker's own, and no meaning is made up",
    (code) => {
      expect(explainCode(code)).toMatchObject({ authority: "maker", title: null, source: null });
      expect(explainCode(code)?.sentence).toContain("not known here");
    },
  );

  test("P3400 is standardised, B3, C3 and U3 are reserved, and neither gets a guess", () => {
    expect(explainCode("P3400")).toMatchObject({ authority: "standardised", title: null });
    for (const code of ["B3000", "C3000", "U3000"])
      expect(explainCode(code)).toMatchObject({ authority: "reserved", title: null });
  });

  test("text that is not one code is not explained", () => {
    for (const text of ["", "0299", "P029", "P4000", "X0100", "P0299 P0300", "P0299-G1"])
      expect(explainCode(text)).toBeNull();
  });

  test("any text is answered with null or a code that reads as itself", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[PCBUpcbu][0-3][0-9A-Fa-f]{3}$/)), (text) => {
        const found = explainCode(text);
        expect(found === null || readCode(found.code)?.code === found.code).toBe(true);
      }),
    );
  });
});

test("codes are found in running text, words that only look like codes are not", () => {
  const said = "It shows p0299 and U0100-87, P 0420 or 0x0133, P\u200b0171; not coded, part C0345X or 10 faced BOSCH";
  expect(findCodes(said).map(({ code, failureType, written }) => [code, failureType, written])).toEqual([
    ["P0299", null, "p0299"],
    ["U0100", "87", "U0100-87"],
    ["P0420", null, "P 0420"],
    ["P0133", null, "0x0133"],
    ["P0171", null, "P0171"],
  ]);
});
