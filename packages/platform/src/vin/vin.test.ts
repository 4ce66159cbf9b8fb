import { inspectVin } from "@mechanicbuddy/contract/identity-keys";
import { describe, expect, test } from "vitest";
import { KNOWN_MAKES, makeOf, PREFIXES } from "./prefixes.ts";
import { regionOf } from "./regions.ts";
import { isNorthAmerican, modelYears, patternKey } from "./vin.ts";

describe("model year", () => {
  test("follows position 7: a digit before 2010, a letter from 2010 on", () => {
    expect(modelYears("1HGCM82633A004352", 2026)[0]).toBe(2003);
    expect(modelYears("1HGCR2F33EA004352", 2026)[0]).toBe(2014);
  });

  test("is never beyond next year", () => {
    expect(modelYears("1HGCR2F33VA004352", 2026)).toEqual([2027, 1997]);
    expect(modelYears("1HGCR2F33WA004352", 2026)).toEqual([1998]);
  });

  test("is not read from letters that stand for no year", () => {
    for (const code of ["U", "Z", "0"]) expect(modelYears(`1HGCM8263${code}A004352`, 2026)).toEqual([]);
  });

  test("is believed of North American cars only", () => {
    const american = ["1HGCM82633A004352", "2T1BURHE5JC015277", "3VWDX7AJ5BM123456", "7SAYGDEE1NF123456"];
    const others = ["WVWZZZAUZGP000142", "JHMGE8H59DC022100", "7A1AA000000000000", "6T1AA000000000000", "1HGCM8"];
    expect(american.filter((vin) => !isNorthAmerican(inspectVin(vin)))).toEqual([]);
    expect(others.filter((vin) => isNorthAmerican(inspectVin(vin)))).toEqual([]);
  });
});

describe("the pattern a VIN is remembered by", () => {
  test("leaves out check digit and serial number", () => {
    expect(patternKey("1HGCM82633A004352")).toBe(patternKey("1HGCM82693A999999"));
    expect(patternKey("1HGCM82633A004352")).not.toBe(patternKey("1HGCM82634A004352"));
  });

  test("tells makers of few vehicles apart by positions 12 to 14", () => {
    expect(patternKey("1Z9AA00000A123456")).not.toBe(patternKey("1Z9AA00000A456123"));
  });
});

describe("maker and country by the first characters", () => {
  test("of cars seen every week in a European workshop", () => {
    const makes: Record<string, string> = {
      WVW: "Volkswagen",
      WAU: "Audi",
      TMB: "Skoda",
      VSS: "SEAT",
      WBA: "BMW",
      WDB: "Mercedes-Benz",
      W1K: "Mercedes-Benz",
      WF0: "Ford",
      VF1: "Renault",
      VF3: "Peugeot",
      VF7: "Citroën",
      ZFA: "Fiat",
      SAL: "Land Rover",
      YV1: "Volvo",
      JTD: "Toyota",
      U5Y: "Kia",
      UU1: "Dacia",
      LSJ: "MG",
      XP7: "Tesla",
    };
    expect(Object.fromEntries(Object.keys(makes).map((prefix) => [prefix, makeOf(`${prefix}0000000`)]))).toEqual(makes);
  });

  test("the table is large, well formed, and gives no identifier to two makes", () => {
    expect(PREFIXES.size).toBeGreaterThan(500);
    expect([...PREFIXES.keys()].filter((prefix) => !/^[A-HJ-NPR-Z0-9]{3}$/.test(prefix))).toEqual([]);
    expect(new Set(KNOWN_MAKES)).toEqual(new Set(PREFIXES.values()));
  });

  test("countries follow ISO 3780, where 0 comes after 9", () => {
    expect(regionOf("WVW")).toEqual({ region: "Europe", country: "DE" });
    expect(regionOf("W0L")).toEqual({ region: "Europe", country: "DE" });
    expect(regionOf("TMB")).toEqual({ region: "Europe", country: "CZ" });
    expect(regionOf("JTD")).toEqual({ region: "Asia", country: "JP" });
    expect(regionOf("KMH")).toEqual({ region: "Asia", country: "KR" });
    expect(regionOf("7SA")).toEqual({ region: "North America", country: "US" });
    expect(regionOf("93Y")).toEqual({ region: "South America", country: "BR" });
    expect(regionOf("")).toEqual({});
  });
});
