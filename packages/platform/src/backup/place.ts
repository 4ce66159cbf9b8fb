import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { openBucket } from "../files/s3.ts";
import type { S3Settings } from "../files.ts";
import { BackupRefused } from "./archive.ts";

/** Where archives are kept: a folder, or a bucket of S3. */
export interface Place {
  /** Folder an archive is written to and read back in, before it is kept. */
  folder: string;
  /** Keeps a finished archive under a name; answers where it is now. */
  keep(path: string, name: string): Promise<string>;
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
  /** Removes what was only needed on the way. */
  close(): Promise<void>;
}

/** Settings of an object store, as far as they are given. */
export interface StoreVariables {
  S3_ENDPOINT?: string;
  S3_REGION: string;
  S3_ACCESS_KEY?: string;
  S3_SECRET_KEY?: string;
}

/** An archive has to cross the wire in one piece. */
const WIRE_MS = 600_000;

/** Opens what `--to` names: a folder, or `s3://bucket/prefix` with the store's keys from the settings. */
export async function openPlace(to: string, settings: StoreVariables, cwd = "."): Promise<Place> {
  if (!to.startsWith("s3://")) {
    const folder = resolve(cwd, to);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return {
      folder,
      keep: async (path, name) => {
        await rename(path, join(folder, name));
        return join(folder, name);
      },
      names: () => readdir(folder),
      remove: (name) => rm(join(folder, name)),
      close: async () => undefined,
    };
  }
  const { bucket, prefix } = bucketOf(to);
  const disk = await openBucket(storeOf(settings, bucket), WIRE_MS);
  const folder = await mkdtemp(join(tmpdir(), "mechanicbuddy-backup-"));
  return {
    folder,
    keep: async (path, name) => {
      const { size } = await stat(path);
      await disk.copyFromFs(path, `${prefix}${name}`, { contentLength: size });
      await rm(path);
      return `s3://${bucket}/${prefix}${name}`;
    },
    names: async () => {
      const { objects } = await disk.listAll(prefix, { recursive: true });
      return [...objects].flatMap((object) => (object.isFile ? [basename(object.key)] : []));
    },
    remove: (name) => disk.delete(`${prefix}${name}`),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The archive of `--from` as a file of this machine, and what to do when it is no longer needed. */
export async function fetchArchive(from: string, settings: StoreVariables, cwd = ".") {
  if (!from.startsWith("s3://")) return { path: resolve(cwd, from), drop: async () => undefined };
  const { bucket, prefix } = bucketOf(from);
  const key = prefix.replace(/\/$/, "");
  const disk = await openBucket(storeOf(settings, bucket), WIRE_MS);
  const folder = await mkdtemp(join(tmpdir(), "mechanicbuddy-restore-"));
  const path = join(folder, basename(key));
  const drop = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(await disk.getStream(key), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await drop();
    throw new BackupRefused(`${from} cannot be fetched from ${dirname(from)}: ${(error as Error).message}`);
  }
  return { path, drop };
}

function bucketOf(address: string): { bucket: string; prefix: string } {
  const [bucket = "", ...rest] = address.slice("s3://".length).split("/");
  if (bucket === "") throw new BackupRefused("Name a bucket: s3://bucket/prefix");
  const prefix = rest.filter((part) => part !== "").join("/");
  return { bucket, prefix: prefix === "" ? "" : `${prefix}/` };
}

function storeOf({ S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY, S3_SECRET_KEY }: StoreVariables, bucket: string): S3Settings {
  if (S3_ACCESS_KEY === undefined || S3_SECRET_KEY === undefined)
    throw new BackupRefused("An address that begins with s3:// needs S3_ACCESS_KEY and S3_SECRET_KEY.");
  const login = { accessKey: S3_ACCESS_KEY, secretKey: S3_SECRET_KEY };
  return { bucket, region: S3_REGION, ...login, ...(S3_ENDPOINT === undefined ? {} : { endpoint: S3_ENDPOINT }) };
}
