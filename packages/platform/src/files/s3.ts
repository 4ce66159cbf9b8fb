import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { FileStore, S3Settings } from "../files.ts";
import { diskStore } from "./disk.ts";

/** Keeps files in a bucket of S3 or anything that speaks its protocol. */
export function s3Store({ endpoint, bucket, region, accessKey, secretKey }: S3Settings): FileStore {
  return diskStore(
    async () => {
      const [{ Disk }, { S3Driver }] = await Promise.all([import("flydrive"), import("flydrive/drivers/s3")]);
      const driver = new S3Driver({
        ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
        region,
        bucket,
        visibility: "private",
        supportsACL: false,
        credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
        requestHandler: { connectionTimeout: 3_000, requestTimeout: 30_000 },
        maxAttempts: 3,
      });
      return new Disk(driver);
    },
    async (disk, key, { bytes, mediaType }) => {
      // The protocol wants the length first, and a retry wants the bytes again.
      const content = bytes instanceof Readable ? await buffer(bytes) : bytes;
      await disk.put(key, content, { contentType: mediaType });
    },
  );
}
