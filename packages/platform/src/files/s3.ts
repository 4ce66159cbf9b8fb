import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Disk } from "flydrive";
import type { FileStore, S3Settings } from "../files.ts";
import { diskStore } from "./disk.ts";

/** Opens a bucket of S3, or of anything that speaks its protocol. */
export async function openBucket(
  { endpoint, bucket, region, accessKey, secretKey }: S3Settings,
  requestTimeout = 30_000,
): Promise<Disk> {
  const [{ Disk }, { S3Driver }] = await Promise.all([import("flydrive"), import("flydrive/drivers/s3")]);
  const driver = new S3Driver({
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    region,
    bucket,
    visibility: "private",
    supportsACL: false,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    // Not every store knows the newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: 3_000, requestTimeout },
    maxAttempts: 3,
  });
  return new Disk(driver);
}

/** Keeps files in a bucket. */
export function s3Store(settings: S3Settings): FileStore {
  return diskStore(
    () => openBucket(settings),
    async (disk, key, { bytes, mediaType }) => {
      // The protocol wants the length first, and a retry wants the bytes again.
      const content = bytes instanceof Readable ? await buffer(bytes) : bytes;
      await disk.put(key, content, { contentType: mediaType });
    },
  );
}
