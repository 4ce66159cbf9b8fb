import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type FileContext, type FileStore, openFileStore } from "../files.ts";
import { type Ground, openGround } from "../testing/ground.ts";
import { fakeS3, type StoredObject } from "../testing/s3.ts";

let ground: Ground;
let s3: Server;
let folder: string;
const bucket = new Map<string, StoredObject>();
beforeAll(async () => {
  ground = await openGround(inject("platformDatabase"));
  folder = await mkdtemp(join(tmpdir(), "files-"));
  s3 = fakeS3(bucket);
  await new Promise<void>((resolve) => s3.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await ground.close();
  await rm(folder, { recursive: true });
  await new Promise((resolve) => s3.close(resolve));
});

function store(driver: string): FileStore {
  if (driver === "database") return openFileStore({ driver });
  if (driver === "folder") return openFileStore({ driver, directory: folder });
  const endpoint = `http://127.0.0.1:${(s3.address() as AddressInfo).port}`;
  const login = { accessKey: "access", secretKey: "secret" };
  return openFileStore({ driver: "s3", endpoint, bucket: "workshop", region: "eu-central-1", ...login });
}

function picture(size = 1_000) {
  const bytes = randomBytes(size);
  return { sha256: createHash("sha256").update(bytes).digest("hex"), bytes, mediaType: "image/webp" };
}

async function contextOfNewTenant(): Promise<FileContext> {
  return ground.contextOf(await ground.newTenant());
}

describe.each(["database", "folder", "s3"])("files kept in %s", (driver) => {
  test("what was stored comes back byte for byte, small or large, given whole or as a stream", async () => {
    const [files, ctx] = [store(driver), await contextOfNewTenant()];
    for (const file of [picture(0), picture(10), picture(3_000_000)]) {
      await files.put(ctx, file);
      expect((await buffer(await files.get(ctx, file.sha256))).equals(file.bytes)).toBe(true);
    }
    const streamed = picture(700_000);
    await files.put(ctx, { ...streamed, bytes: Readable.from([streamed.bytes], { objectMode: false }) });
    expect((await buffer(await files.get(ctx, streamed.sha256))).equals(streamed.bytes)).toBe(true);
  });

  test("a workshop cannot read or remove another's file, even when it knows its name", async () => {
    const [files, ours, theirs] = [store(driver), await contextOfNewTenant(), await contextOfNewTenant()];
    const file = picture();
    await files.put(ours, file);
    await expect(files.get(theirs, file.sha256)).rejects.toMatchObject({ code: "not_found" });
    await files.delete(theirs, file.sha256);
    expect((await buffer(await files.get(ours, file.sha256))).equals(file.bytes)).toBe(true);
  });

  test("storing and removing can be repeated", async () => {
    const [files, ctx] = [store(driver), await contextOfNewTenant()];
    const file = picture();
    await files.put(ctx, file);
    await files.put(ctx, file);
    expect(await buffer(await files.get(ctx, file.sha256))).toHaveLength(1_000);
    await files.delete(ctx, file.sha256);
    await files.delete(ctx, file.sha256);
    await expect(files.get(ctx, file.sha256)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a file that somebody has just stored again is not removed as an old one", async () => {
    const [files, ctx] = [store(driver), await contextOfNewTenant()];
    const file = picture();
    await files.put(ctx, file);
    const [before, after] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    await files.delete(ctx, file.sha256, before);
    expect(await buffer(await files.get(ctx, file.sha256))).toHaveLength(1_000);
    await files.delete(ctx, file.sha256, after);
    await files.delete(ctx, file.sha256, after);
    await expect(files.get(ctx, file.sha256)).rejects.toMatchObject({ code: "not_found" });
  });

  test("an upload that breaks off leaves no file behind", async () => {
    const [files, ctx] = [store(driver), await contextOfNewTenant()];
    const file = picture();
    const broken = Readable.from(
      (async function* () {
        yield file.bytes.subarray(0, 500);
        throw new Error("connection lost");
      })(),
    );
    await expect(files.put(ctx, { ...file, bytes: broken })).rejects.toThrow();
    await expect(files.get(ctx, file.sha256)).rejects.toMatchObject({ code: "not_found" });
    if (driver === "folder") expect(await leftIn(join(folder, ctx.tenant.id))).toEqual([]);
  });

  test("only a hash names a file, so no name leads out of the workshop's own", async () => {
    const [files, ctx] = [store(driver), await contextOfNewTenant()];
    for (const name of ["../other", `../other/${picture().sha256}`, picture().sha256.toUpperCase(), ""]) {
      await expect(files.get(ctx, name)).rejects.toThrow(/SHA-256/);
      await expect(files.put(ctx, { ...picture(), sha256: name })).rejects.toThrow(/SHA-256/);
    }
  });
});

async function leftIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test("a file in a bucket keeps its media type", async () => {
  const ctx = await contextOfNewTenant();
  const file = picture();
  await store("s3").put(ctx, file);
  expect(bucket.get(`/workshop/${ctx.tenant.id}/${file.sha256.slice(0, 2)}/${file.sha256}`)?.mediaType).toBe(
    "image/webp",
  );
});
