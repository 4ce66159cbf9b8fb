import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReport, statusBits } from "./report.ts";

const short = (text: string) => readReport(text).codes.map(({ code, state, module }) => [code, state, module]);

test("several codes on one line, in lower case, with the letter O", () => {
  expect(readReport("p0171, P0174 and PO300").codes.map((each) => each.code)).toEqual(["P0171", "P0174", "P0300"]);
});

test("module headings of several tools name the module of the codes below", () => {
  const report = `
Address 01: Engine (CAGA)       Labels: 03L-906-018.clb
   Part No SW: 03L 906 018 HM
1 Fault Found:
16683 - Boost pressure
          P0299 - 000 - Regulation limit not reached
             Freeze Frame:
                    RPM: 2100 /min
                    Engine load: 68 %
[ABS Brakes]
C0035-64 Left front wheel speed
=== Airbag module ===
No faults found
Module: Body control
U0100 lost communication with engine control module`;
  expect(short(report)).toEqual([
    ["P0299", null, "01: Engine (CAGA)"],
    ["C0035", null, "ABS Brakes"],
    ["U0100", null, "Body control"],
  ]);
  const { freezeFrames, modules } = readReport(report);
  expect(freezeFrames).toEqual([
    {
      code: "P0299",
      values: [
        { name: "RPM", value: "2100 /min" },
        { name: "Engine load", value: "68 %" },
      ],
    },
  ]);
  expect(modules).toEqual(["01: Engine (CAGA)", "ABS Brakes", "Airbag module", "Body control"]);
});

test("states stand beside a code or in the heading above", () => {
  expect(
    short("Stored codes\nP0420\nP0171 (pending)\n\nPending codes:\nP0442\nPermanent DTCs\nP0420\nP0300 intermittent"),
  ).toEqual([
    ["P0420", "permanent", null],
    ["P0171", "pending", null],
    ["P0442", "pending", null],
    ["P0300", "past", null],
  ]);
});

describe("raw bytes", () => {
  test.each<[string, [string, string | null][]]>([
    ["43 01 33 00 00 00 00", [["P0133", "stored"]]],
    [
      "43 02 01 71 03 00",
      [
        ["P0171", "stored"],
        ["P0300", "stored"],
      ],
    ],
    [
      "7E8 06 43 02 01 71 03 00 00",
      [
        ["P0171", "stored"],
        ["P0300", "stored"],
      ],
    ],
    ["47 01 04 42", [["P0442", "pending"]]],
    ["4A 01 C1 00", [["U0100", "permanent"]]],
    [
      "59 02 FF 04 20 00 2F 40 35 64 04",
      [
        ["P0420", "stored"],
        ["C0035", "pending"],
      ],
    ],
    ["0x0420", [["P0420", null]]],
    ["41 00 BE 3F B8 10", []],
  ])("%s", (bytes, codes) => {
    expect(readReport(bytes).codes.map(({ code, state }) => [code, state])).toEqual(codes);
  });

  test.each([
    "00E\n0: 43 06 01 33 01 71\n1: 03 00 04 20 04 42 C1\n2: 00 AA AA AA AA AA AA",
    "7E8 10 0E 43 06 01 33 01 71\n7E8 21 03 00 04 20 04 42 C1\n7E8 22 00 55 55 55 55 55 55",
  ])("a reply in parts is put together: %j", (bytes) => {
    const { codes } = readReport(bytes);
    expect(codes.map(({ code }) => code)).toEqual(["P0133", "P0171", "P0300", "P0420", "P0442", "U0100"]);
  });

  test("the status byte tells pending, confirmed and lamp", () => {
    expect(statusBits(0x2f)).toEqual({ state: "stored", lamp: false });
    expect(statusBits(0x88)).toEqual({ state: "past", lamp: true });
    expect(statusBits(0x04)).toEqual({ state: "pending", lamp: false });
    expect(statusBits(0x50)).toEqual({ state: null, lamp: false });
    expect(readReport("P0420 status: 0x8F").codes[0]).toMatchObject({ state: "stored", lamp: true });
  });
});

test("a word that is nearly a code is shown for correction, not guessed", () => {
  expect(readReport("Engine\nP04Z0 catalyst, coded by BOSCH")).toMatchObject({
    codes: [],
    unread: [{ text: "P04Z0", line: 2 }],
  });
});

test("low voltage or network codes in many modules come first, single ones do not", () => {
  expect(readReport("Engine\nU0121\nP0562\nABS\nU0100\nAirbag module\nB0001-16").supplyFirst).toBe(true);
  expect(readReport("P0420, P0171, U0100").supplyFirst).toBe(false);
  expect(readReport("U0100").supplyFirst).toBe(false);
});

test("any text is read in time and lines are named from one", () => {
  fc.assert(fc.property(fc.string(), (text) => readReport(text).codes.every((each) => each.line >= 1)));
  const before = performance.now();
  readReport("P0300 misfire in Engine module status stored freeze ".repeat(20_000));
  readReport(`${"[ ".repeat(250)}\n`.repeat(4000));
  expect(performance.now() - before).toBeLessThan(1500);
  expect(readReport("\n\nP0300").codes[0]).toMatchObject({ line: 3 });
});
