import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fakeS3, type StoredObject } from "../testing/s3.ts";
import { fetchArchive, openPlace } from "./place.ts";

let s3: Server;
let folder: string;
const bucket = new Map<string, StoredObject>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "place-"));
  s3 = fakeS3(bucket);
  await new Promise<void>((resolve) => s3.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await new Promise((resolve) => s3.close(resolve));
});

const settings = () => ({
  S3_ENDPOINT: `http://127.0.0.1:${(s3.address() as AddressInfo).port}`,
  ...{ S3_REGION: "eu-central-1", S3_ACCESS_KEY: "access", S3_SECRET_KEY: "secret" },
});

test.each(["a folder", "a bucket"])(
  "an archive kept in %s is listed, comes back byte by byte, and goes",
  async (kind) => {
    const to = kind === "a folder" ? join(folder, "kept") : "s3://backups/one/night";
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251));
    const place = await openPlace(to, settings());
    await writeFile(join(place.folder, "new.part"), bytes);
    const address = await place.keep(join(place.folder, "new.part"), "first.tar.zst");
    expect(address).toBe(`${to}/first.tar.zst`);
    expect(await place.names()).toEqual(["first.tar.zst"]);
    const { path, drop } = await fetchArchive(address, settings());
    expect((await readFile(path)).equals(bytes)).toBe(true);
    await drop();
    await place.remove("first.tar.zst");
    expect(await place.names()).toEqual([]);
    await place.close();
  },
);

test("what is missing to reach a bucket is named", async () => {
  await expect(openPlace("s3://backups", { S3_REGION: "eu-central-1" })).rejects.toThrow("S3_ACCESS_KEY");
  await expect(openPlace("s3://", settings())).rejects.toThrow("Name a bucket");
  await expect(fetchArchive("s3://backups/none.tar.zst", settings())).rejects.toThrow("cannot be fetched");
});
