const endings: Record<string, string> = { "image/jpeg": ".jpg", "image/webp": ".webp", "application/pdf": ".pdf" };

/** How a file is called when it is saved: the name it came with under the ending of what it is. */
export function nameOf(name: string | undefined, mediaType: string): string {
  const stem = (name ?? "")
    .replace(/[\\/]/g, " ")
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .trim()
    .slice(0, 190);
  return (stem || (mediaType === "application/pdf" ? "document" : "photo")) + (endings[mediaType] ?? "");
}

/** True when a PDF reaches its own end; one that broke off while it was sent does not. */
export function isWholePdf(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.subarray(-1_024)).toString("latin1");
  return /^%PDF-[12]\.\d/.test(Buffer.from(bytes.subarray(0, 8)).toString("latin1")) && /%%EOF\s*$/.test(end);
}
