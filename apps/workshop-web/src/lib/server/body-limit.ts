import { importMaxBytes } from "@mechanicbuddy/contract/imports";

const mebibyte = 1024 * 1024;

/** Pages that take files, by route id, with their limit: above what one file may have, so that the API says so itself. */
const uploads: Record<string, number> = {
  "/app/work/[id]": 48 * mebibyte,
  "/app/vehicles/[id]": 48 * mebibyte,
  "/app/customers/[id]": 48 * mebibyte,
  "/app/my-jobs": 24 * mebibyte,
  "/app/profile": 24 * mebibyte,
  "/app/settings/company": 3 * mebibyte,
  "/app/settings/data": importMaxBytes + mebibyte,
};

/** Why a body is refused before it is read: 413 too large, 411 of unknown length; undefined when it may come. */
export function bodyFault(routeId: string | null, headers: Headers): 411 | 413 | undefined {
  const length = headers.get("content-length");
  if (length === null) return headers.has("transfer-encoding") ? 411 : undefined;
  return Number(length) > (uploads[routeId ?? ""] ?? mebibyte) ? 413 : undefined;
}
