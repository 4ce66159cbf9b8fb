/**
 * Decodes one picture in a process of its own and ends: what a hostile picture may do to a decoder happens here, without
 * secrets, within 512 MB and 5 s of computing. Time it waits for a busy machine does not count.
 */
import { pictureMaxPixels, pictureSides, pictureSizes } from "@mechanicbuddy/contract/files";
import sharp from "sharp";
import type { PictureReply } from "./picture.ts";

const maxBytes = 512 * 1024 * 1024;
const maxMicroseconds = 5_000_000;
/** What a camera writes into `DateTimeOriginal`, by its own clock. */
const takenAt = /(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)\0/;

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"],
});

const begun = process.cpuUsage();
setInterval(() => {
  const { user, system } = process.cpuUsage(begun);
  if (process.memoryUsage.rss() > maxBytes || user + system > maxMicroseconds) process.exit(1);
}, 20).unref();

process.once("message", (bytes: Uint8Array) => {
  void read(bytes).then(
    (reply) => answer(reply),
    () => answer({ kind: "unreadable" }),
  );
});

function answer(reply: PictureReply): void {
  process.send?.(reply, () => process.exit(0));
}

async function read(bytes: Uint8Array): Promise<PictureReply> {
  const options = { failOn: "warning", limitInputPixels: false, pages: 1 } as const;
  const { width, height, hasAlpha, exif } = await sharp(bytes, options).metadata();
  if (width * height > pictureMaxPixels) return { kind: "tooManyPixels", pixels: width * height };
  const side = pictureSides.large;
  const { data, info } = await sharp(bytes, { ...options, limitInputPixels: pictureMaxPixels })
    .autoOrient()
    .resize(side, side, { fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const copies = [];
  for (const size of pictureSizes) {
    const copy = sharp(data, { raw }).resize(pictureSides[size], pictureSides[size], {
      fit: "inside",
      withoutEnlargement: true,
    });
    copies.push(await (hasAlpha ? copy.webp({ quality: 85 }) : copy.jpeg({ quality: 82 })).toBuffer());
  }
  const [small, medium, large] = copies as [Buffer, Buffer, Buffer];
  const [, year, month, day, time] = takenAt.exec(exif?.toString("latin1") ?? "") ?? [];
  return {
    kind: "picture",
    mediaType: hasAlpha ? "image/webp" : "image/jpeg",
    width: info.width,
    height: info.height,
    takenAt: year === undefined ? undefined : `${year}-${month}-${day} ${time}`,
    small,
    medium,
    large,
  };
}
