import { createServer, type Server } from "node:http";
import { buffer } from "node:stream/consumers";

export interface StoredObject {
  bytes: Buffer;
  mediaType: string;
  modified: Date;
}

/** As much of S3 as a bucket of private files needs, over real HTTP. */
export function fakeS3(objects: Map<string, StoredObject>): Server {
  return createServer(async (request, response) => {
    const key = decodeURIComponent(new URL(request.url ?? "/", "http://s3").pathname);
    if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=access/")) {
      response.writeHead(403).end();
    } else if (request.method === "PUT") {
      objects.set(key, {
        bytes: await buffer(request),
        mediaType: request.headers["content-type"] ?? "",
        modified: new Date(),
      });
      response.writeHead(200, { etag: '"x"' }).end();
    } else if (request.method === "DELETE") {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (request.url?.includes("list-type=2")) {
      const start = `${key.replace(/\/$/, "")}/${new URL(request.url, "http://s3").searchParams.get("prefix") ?? ""}`;
      const found = [...objects].filter(([name]) => name.startsWith(start));
      const items = found.map(
        ([name, { bytes, modified }]) =>
          `<Contents><Key>${name.split("/").slice(2).join("/")}</Key><Size>${bytes.length}</Size><ETag>"x"</ETag>
          <LastModified>${modified.toISOString()}</LastModified></Contents>`,
      );
      const body = `<?xml version="1.0"?><ListBucketResult><KeyCount>${items.length}</KeyCount>${items.join("")}</ListBucketResult>`;
      response.writeHead(200, { "content-type": "application/xml" }).end(body);
    } else {
      const found = objects.get(key);
      if (found === undefined) {
        const body = request.method === "HEAD" ? "" : "<Error><Code>NoSuchKey</Code></Error>";
        response.writeHead(404, { "content-type": "application/xml" }).end(body);
      } else {
        const headers = { "content-type": found.mediaType, "content-length": found.bytes.length };
        response.writeHead(200, { ...headers, "last-modified": found.modified.toUTCString() });
        response.end(request.method === "HEAD" ? undefined : found.bytes);
      }
    }
  });
}
