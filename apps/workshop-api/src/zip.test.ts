import { expect, test } from "vitest";
import { readZip, writeZip } from "./zip.ts";

const entries = [
  { name: "README.txt", bytes: Buffer.from("How to check\n") },
  { name: "käyttö/снимок.json", bytes: Buffer.from("{}") },
  { name: "empty", bytes: Buffer.alloc(0) },
];

test("what went into a ZIP comes out of it", async () => {
  const read = await readZip(await writeZip(entries));
  expect(read.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }))).toEqual(entries);
});

test("the same entries give the same file, with the checksums other programs check", async () => {
  const zip = await writeZip([{ name: "a", bytes: Buffer.from("123456789") }]);
  expect(zip.equals(await writeZip([{ name: "a", bytes: Buffer.from("123456789") }]))).toBe(true);
  // CRC-32 of "123456789" is the check value of its definition.
  expect(zip.readUInt32LE(14)).toBe(0xcbf43926);
});

test("no single byte of a ZIP can change unnoticed", async () => {
  const zip = await writeZip(entries);
  for (let at = 0; at < zip.length; at++) {
    const damaged = Buffer.from(zip);
    damaged.writeUInt8(zip.readUInt8(at) ^ 1, at);
    await expect(readZip(damaged), `byte ${at}`).rejects.toThrow();
  }
});

test("a file that is no ZIP says so", async () => {
  await expect(readZip(Buffer.from("%PDF-1.7"))).rejects.toThrow("not a ZIP");
});
