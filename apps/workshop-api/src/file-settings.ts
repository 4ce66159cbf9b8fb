import type { WorkshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import type { FileStoreSettings } from "@mechanicbuddy/platform/files";

/** Where uploads lie, by the settings. */
export function fileSettings(config: WorkshopApiConfig): FileStoreSettings {
  if (config.FILES_DRIVER === "database") return { driver: "database" };
  if (config.FILES_DRIVER === "folder") return { driver: "folder", directory: config.FILES_DIR ?? "" };
  return {
    driver: "s3",
    ...(config.S3_ENDPOINT === undefined ? {} : { endpoint: config.S3_ENDPOINT }),
    bucket: config.S3_BUCKET ?? "",
    region: config.S3_REGION,
    accessKey: config.S3_ACCESS_KEY ?? "",
    secretKey: config.S3_SECRET_KEY ?? "",
  };
}
