import { invalidFields, MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import type { AnyMateRoute } from "@mechanicbuddy/contract/mate/route";
import { normalised } from "@mechanicbuddy/platform/http/normalise";

const USUAL_BYTES = 64 * 1024;

/** The body of a request as its route takes it. Nothing larger than the limit is ever held. */
export async function bodyOf(route: AnyMateRoute, request: Request): Promise<unknown> {
  if (route.takes === "raw") return await bytesOf(request, route.bodyLimit ?? USUAL_BYTES);
  if (route.takes === "multipart") return formOf(route, request);
  if (route.body === undefined) return undefined;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new MateRefusal("unsupported_type", "Send the request as application/json.");
  }
  const text = new TextDecoder().decode(await bytesOf(request, route.bodyLimit ?? USUAL_BYTES));
  try {
    return normalised(JSON.parse(text));
  } catch {
    // What the parser says quotes the body, which may hold a secret.
    throw invalidFields({ body: "The request cannot be read: check that its body is valid JSON." });
  }
}

async function formOf(route: AnyMateRoute, request: Request): Promise<FormData> {
  if (!request.headers.get("content-type")?.toLowerCase().startsWith("multipart/form-data")) {
    throw new MateRefusal("unsupported_type", "Send the file as multipart/form-data.");
  }
  const bytes = await bytesOf(request, route.bodyLimit ?? USUAL_BYTES);
  return new Response(new Uint8Array(bytes), { headers: { "content-type": request.headers.get("content-type") ?? "" } })
    .formData()
    .catch(() => {
      throw invalidFields({ body: "The form was cut off. Send it again." });
    });
}

async function bytesOf(request: Request, most: number): Promise<Buffer> {
  const told = Number(request.headers.get("content-length") ?? 0);
  if (told > most) throw tooLarge(most, told);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > most) throw tooLarge(most, size);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(most: number, size: number): MateRefusal {
  const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
  return new MateRefusal("too_large", `This is ${mb(size)} MB; at most ${mb(most)} MB are taken.`);
}
