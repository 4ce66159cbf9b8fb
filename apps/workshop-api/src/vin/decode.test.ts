import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createVinDecoder, type VinDecoder } from "./decode.ts";
import { createVpicClient } from "./vpic-client.ts";

const HONDA_ACCORD = "1HGCM82633A004352";
const FORD_F150 = "1FTFW1ET9DFC10312";
const TESLA_MODEL_3 = "5YJ3E1EA2KF317000";

let cacheFolder: string;
let decoder: VinDecoder;
let unpackingCpuMs: number;

beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "vin-test-"));
  decoder = createVinDecoder({
    vpic: createVpicClient(cacheFolder),
    now: () => new Date("2026-07-01T00:00:00Z"),
    onUnavailable: fail,
  });
  const before = process.threadCpuUsage();
  await decoder.decodeVin(HONDA_ACCORD);
  const { user, system } = process.threadCpuUsage(before);
  unpackingCpuMs = (user + system) / 1000;
});

afterAll(async () => {
  await decoder.close();
  await rm(cacheFolder, { recursive: true });
});

function fail(error: Error): never {
  throw error;
}

describe("a European car", () => {
  test("with a letter in position 9 gets its make, no model, no year and no warning", async () => {
    const decoded = await decoder.decodeVin("WVWZZZAUZGP000142");
    expect(decoded).toEqual({ make: "Volkswagen", region: "Europe", country: "DE", source: "prefix", warnings: [] });
  });

  test("is not measured by the American check digit", async () => {
    for (const position9 of ["0", "5", "X", "Z"]) {
      expect((await decoder.decodeVin(`VF1RFB00${position9}66123456`)).warnings).toEqual([]);
    }
  });

  test("of a maker we do not know is left empty", async () => {
    const decoded = await decoder.decodeVin("XW8ZZZ5NZCG123456");
    expect(decoded).toEqual({ region: "Europe", country: "RU", source: "prefix", warnings: [] });
  });
});

describe("an American car", () => {
  test("gets model, year, body, engine and fuel", async () => {
    expect(await decoder.decodeVin(HONDA_ACCORD)).toMatchObject({
      make: "Honda",
      model: "Accord",
      modelYear: 2003,
      body: "coupe",
      engine: "V6 J30A4",
      fuel: "petrol",
      country: "US",
      source: "vpic",
      warnings: [],
    });
    expect(await decoder.decodeVin(FORD_F150)).toMatchObject({
      make: "Ford",
      model: "F-150",
      modelYear: 2013,
      body: "pickup",
      engine: "3.5 L V6",
      displacementCcm: 3500,
      source: "vpic",
      warnings: [],
    });
    expect(await decoder.decodeVin(TESLA_MODEL_3)).toMatchObject({
      make: "Tesla",
      model: "Model 3",
      modelYear: 2019,
      fuel: "electric",
      source: "vpic",
      warnings: [],
    });
  });

  test("of a factory that builds several makes gets the make of its model", async () => {
    expect(await decoder.decodeVin("1C4RJFBG8FC123456")).toMatchObject({ make: "Jeep", model: "Grand Cherokee" });
    expect(await decoder.decodeVin("1C4RDJDG9FC123456")).toMatchObject({ make: "Dodge", model: "Durango" });
  });

  test("with a check digit that does not fit is decoded all the same, with a warning", async () => {
    const decoded = await decoder.decodeVin("1HGCM82603A004352");
    expect(decoded).toMatchObject({ model: "Accord", warnings: [{ code: "vin_check_digit" }] });
  });

  test("keeps its make and year when its version is unknown", async () => {
    expect(await decoder.decodeVin("1HGZZZZZ13A004352")).toMatchObject({ make: "Honda", modelYear: 2003 });
  });

  test("is of the model whose pattern fits most closely", async () => {
    // Both *EW1 (F-150) and EW1D (Transit) fit; the wider one is the newer entry.
    expect((await decoder.decodeVin("1FTEW1D80NK123456")).model).toBe("Transit");
  });

  test("that is a motorcycle or trailer may be of 2010 or later though position 7 is a digit", async () => {
    expect(await decoder.decodeVin("1HD1KB413CB123456")).toMatchObject({ make: "Harley-Davidson", modelYear: 2012 });
    expect(await decoder.decodeVin("1RLAX0000LA123456")).toMatchObject({ make: "Ram-Lin", modelYear: 2020 });
  });
});

describe("odd input is never refused", () => {
  test("I, O and Q are asked about and the make is read all the same", async () => {
    for (const vin of ["WVWZZZAUZGPOOO142", "wvw zzz auz gpi 00142", "WVWZZZAUZGPQ00142"]) {
      const decoded = await decoder.decodeVin(vin);
      expect(decoded.make).toBe("Volkswagen");
      expect(decoded.warnings).toEqual([
        { code: "vin_misread", message: "VINs never contain I, O or Q; did you mean 1 or 0?" },
      ]);
    }
  });

  test("a chassis number stays undecoded, without a warning", async () => {
    expect(await decoder.decodeVin("BNR32-005021")).toEqual({ source: "prefix", warnings: [] });
  });

  test("a wrong length and foreign letters are warnings, nothing at all is none", async () => {
    expect((await decoder.decodeVin("WVWZZZAUZGP0001422")).warnings).toMatchObject([{ code: "vin_length" }]);
    expect((await decoder.decodeVin("WV")).warnings).toMatchObject([{ code: "vin_length" }]);
    expect((await decoder.decodeVin("ВАЗ21060012345678")).warnings).toMatchObject([{ code: "vin_characters" }]);
    expect((await decoder.decodeVin(" ")).warnings).toEqual([]);
    expect((await decoder.decodeVin("1".repeat(17))).warnings).toEqual([]);
  });
});

describe("the server keeps answering", () => {
  test("while the database is unpacked, opened and asked for the first time", () => {
    expect(unpackingCpuMs).toBeLessThan(50);
  });

  test("when a hundred VINs are decoded at once", async () => {
    const before = process.threadCpuUsage();
    const vins = Array.from({ length: 100 }, (_, i) => `1HGCM8${10 + i}33A0043${i}`.slice(0, 17));
    const decoded = await Promise.all(vins.map((vin) => decoder.decodeVin(vin)));
    const { user, system } = process.threadCpuUsage(before);
    expect(decoded.every(({ make }) => make === "Honda" || make === undefined)).toBe(true);
    expect((user + system) / 1000).toBeLessThan(50);
  });

  test("and the database is unpacked once, also for the next process", async () => {
    const files = await readdir(cacheFolder);
    const next = createVinDecoder({ vpic: createVpicClient(cacheFolder), onUnavailable: fail });
    expect(await next.decodeVin(HONDA_ACCORD)).toMatchObject({ model: "Accord" });
    await next.close();
    expect(await readdir(cacheFolder)).toEqual(files);
    expect(files).toHaveLength(1);
  });

  test("and a process that has nothing else to do ends by itself, after its answers", async () => {
    const client = JSON.stringify(new URL("./vpic-client.ts", import.meta.url).href);
    const script = `
      const { createVpicClient } = await import(${client});
      const vpic = createVpicClient(${JSON.stringify(cacheFolder)});
      for (const [vin, year] of [["${HONDA_ACCORD}", 2003], ["${FORD_F150}", 2013]]) {
        process.stdout.write((await vpic.lookUp(vin, [year])).model + " ");
      }`;
    const arguments_ = ["--input-type=module", "--eval", script];
    const { stdout } = await promisify(execFile)(process.execPath, arguments_, { timeout: 10_000 });
    expect(stdout).toBe("Accord F-150 ");
  });
});

test("without the American database maker and year are still read, and the reason is reported", async () => {
  const notAFolder = join(cacheFolder, "file");
  await writeFile(notAFolder, "");
  const reasons: string[] = [];
  const broken = createVinDecoder({
    vpic: createVpicClient(notAFolder),
    onUnavailable: ({ message }) => reasons.push(message),
  });
  const decoded = await broken.decodeVin(HONDA_ACCORD);
  await broken.close();
  await rm(notAFolder);
  expect(decoded).toMatchObject({ make: "Honda", modelYear: 2003, source: "prefix" });
  expect(decoded.model).toBeUndefined();
  expect(decoded.warnings).toMatchObject([{ code: "vpic_unavailable" }]);
  expect(reasons).toEqual([expect.stringContaining(notAFolder)]);
});

test("a version is looked up once, also when asked for twice at the same time, until others crowd it out", async () => {
  const asked: string[] = [];
  const vpic = {
    lookUp: async (key: string) => {
      asked.push(key);
      return { model: key };
    },
    close: async () => {},
  };
  const small = createVinDecoder({ vpic, cacheSize: 1 });
  const sister = HONDA_ACCORD.replace("4352", "4353");
  await Promise.all([small.decodeVin(HONDA_ACCORD), small.decodeVin(sister)]);
  expect(asked).toEqual([HONDA_ACCORD]);
  await small.decodeVin(FORD_F150);
  await small.decodeVin(sister);
  expect(asked).toEqual([HONDA_ACCORD, FORD_F150, sister]);
});

test("a failed look-up is tried again next time", async () => {
  let answers = 0;
  const vpic = {
    lookUp: async () => {
      answers += 1;
      if (answers === 1) throw new Error("out of order");
      return { model: "Accord" };
    },
    close: async () => {},
  };
  const decoder = createVinDecoder({ vpic, onUnavailable: () => {} });
  expect((await decoder.decodeVin(HONDA_ACCORD)).model).toBeUndefined();
  expect((await decoder.decodeVin(HONDA_ACCORD)).model).toBe("Accord");
});
