const mebibyte = 1024 * 1024;

/** Pages that take files, by route id, with their limit. Every other page takes 1 MiB. */
const uploads: Record<string, number> = {};

/** Why a body is refused before it is read: 413 too large, 411 of unknown length; undefined when it may come. */
export function bodyFault(routeId: string | null, headers: Headers): 411 | 413 | undefined {
  const length = headers.get("content-length");
  if (length === null) return headers.has("transfer-encoding") ? 411 : undefined;
  return Number(length) > (uploads[routeId ?? ""] ?? mebibyte) ? 413 : undefined;
}
