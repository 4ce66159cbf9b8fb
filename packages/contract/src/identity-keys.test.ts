import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVin, inspectVin, plateKey, searchFold, vinKey } from "./identity-keys.ts";

describe("plates", () => {
  test.each([
    ["12-ab 34", "12AB34"],
    ["12AB34", "12AB34"],
    [" 123·abc ", "123ABC"],
    ["mü-ab 123", "MÜAB123"],
    ["MU\u0308 AB 123", "MÜAB123"],
    ["１２ＡＢ", "12AB"],
    ["—", ""],
  ])("%j is kept under %j", (plate, key) => {
    expect(plateKey(plate)).toBe(key);
  });

  test("the key of a key is itself", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => plateKey(plateKey(text)) === plateKey(text)));
  });
});

describe("VINs", () => {
  test("a VIN from Wolfsburg with a letter in position 9 is full and its check digit means nothing", () => {
    expect(inspectVin("wvw zzz auz gp0 00142")).toEqual({
      key: "WVWZZZAUZGP000142",
      kind: "full",
      checkDigit: "not_applicable",
    });
  });

  test("a full VIN is shown in groups of 3, 6 and 8; anything else as it is kept", () => {
    expect(formatVin("wvwzzzauzgp000142")).toBe("WVW ZZZAUZ GP000142");
    expect(formatVin("1234-567")).toBe("1234567");
    expect(vinKey("wvw-zzz auz")).toBe("WVWZZZAUZ");
  });

  test.each(["1M8GDM9AXKP042788", "11111111111111111", "1HGCM82633A004352", "5GZCZ43D13S812715"])(
    "the check digit of %s is right, and one wrong digit is noticed",
    (vin) => {
      expect(inspectVin(vin)).toEqual({ key: vin, kind: "full", checkDigit: "right" });
      const last = vin.endsWith("9") ? "8" : String(Number(vin.slice(-1)) + 1);
      expect(inspectVin(vin.slice(0, -1) + last).checkDigit).toBe("wrong");
    },
  );

  test("every letter counts with its own value", () => {
    const letters = [..."ABCDEFGHJKLMNPRSTUVWXYZ"];
    const digits = letters.map((letter) => {
      const at = (digit: string) => `1${letter}111111${digit}11111111`;
      return [..."0123456789X"].filter((digit) => inspectVin(at(digit)).checkDigit === "right");
    });
    // Position 2 weighs 7; sixteen ones and a 1 in place of the letter give check digit 1.
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(digits).toEqual(values.map((value) => [[..."0123456789X"][(1 + 7 * (value - 1)) % 11]]));
  });

  test("I, O and Q are never in a VIN: 1 and 0 are offered, the typed letters kept", () => {
    expect(inspectVin("WVWZZZAUZGPOO0I4Q")).toEqual({
      key: "WVWZZZAUZGPOO0I4Q",
      kind: "misread",
      suggestion: "WVWZZZAUZGP000140",
      checkDigit: "not_applicable",
    });
  });

  test.each([
    ["12345", "chassis"],
    ["BJ40-01234", "chassis"],
    ["1HGCM82633A00435", "chassis"],
    ["1234", "other"],
    ["1HGCM82633A0043521", "other"],
    ["ÜHGCM82633A004352", "other"],
    ["", "other"],
  ])("%j is %s", (vin, kind) => {
    expect(inspectVin(vin)).toMatchObject({ kind, checkDigit: "not_applicable" });
  });
});

describe("searching", () => {
  test.each([
    ["Müller & Söhne", "mullersohne"],
    ["KÄÄSK, Õnne-Ža", "kaaskonneza"],
    ["12-ab 34", "12ab34"],
    ["+372 5555-1234", "37255551234"],
    ["Straße", "strasse"],
    ["Łódź Ørsted Æsir", "lodzorstedaesir"],
    ["İstanbul Işık", "istanbulisik"],
    ["ΟΔΟΣ", "οδοσ"],
    ["o'Neill", "oneill"],
    ["...", ""],
  ])("%j is found as %j", (text, folded) => {
    expect(searchFold(text)).toBe(folded);
  });

  test("folding twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => searchFold(searchFold(text)) === searchFold(text)),
    );
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => searchFold(searchFold(text)) === searchFold(text)));
  });

  test("capitals and accents never hide a name", () => {
    const letter = fc.constantFrom(..."aeiouäöüõéèñçšžßøæ -'");
    fc.assert(
      fc.property(fc.string({ unit: letter }), (name) => {
        expect(searchFold(name.toUpperCase())).toBe(searchFold(name));
        expect(searchFold(name.normalize("NFD"))).toBe(searchFold(name));
      }),
    );
  });
});
