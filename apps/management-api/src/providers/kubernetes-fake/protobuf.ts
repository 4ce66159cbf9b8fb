import type { KubeObject, Tree } from "./object.ts";

const magic = Buffer.from("k8s\0");

interface Field {
  number: number;
  bytes: Buffer;
}

/** Fields of a message that hold bytes; numbers are of no use here and left out. */
function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let position = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[position++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (position < message.length) {
    const tag = varint();
    const type = tag & 7;
    if (type === 0) varint();
    else if (type === 1) position += 8;
    else if (type === 5) position += 4;
    else {
      const length = varint();
      fields.push({ number: tag >>> 3, bytes: message.subarray(position, position + length) });
      position += length;
    }
  }
  return fields;
}

const bytesOf = (fields: Field[], number: number) => fields.find((field) => field.number === number)?.bytes;
const textOf = (fields: Field[], number: number) => bytesOf(fields, number)?.toString();

/** A map is a list of messages with a key and a value. */
function mapOf(fields: Field[], number: number, encoding: "utf8" | "base64"): Record<string, string> | undefined {
  const entries = fields.filter((field) => field.number === number).map(({ bytes }) => fieldsOf(bytes));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map((entry) => [textOf(entry, 1) ?? "", bytesOf(entry, 2)?.toString(encoding) ?? ""]),
  );
}

const rests: Record<string, (fields: Field[]) => Tree> = {
  Namespace: () => ({}),
  ConfigMap: (fields) => ({ data: mapOf(fields, 2, "utf8"), binaryData: mapOf(fields, 3, "base64") }),
  Secret: (fields) => ({
    ...{ type: textOf(fields, 3), data: mapOf(fields, 2, "base64"), stringData: mapOf(fields, 4, "utf8") },
  }),
};

/**
 * An object as helm stores releases and as `kubectl create` sends it: Kubernetes' envelope, then a protobuf message.
 * Undefined for kinds that are not decoded here.
 */
export function decodeObject(body: Buffer): KubeObject | undefined {
  if (!body.subarray(0, 4).equals(magic)) return undefined;
  const envelope = fieldsOf(body.subarray(4));
  const kind = textOf(fieldsOf(bytesOf(envelope, 1) ?? Buffer.alloc(0)), 2) ?? "";
  const restOf = rests[kind];
  if (restOf === undefined) return undefined;
  const message = fieldsOf(bytesOf(envelope, 2) ?? Buffer.alloc(0));
  const meta = fieldsOf(bytesOf(message, 1) ?? Buffer.alloc(0));
  const metadata = {
    name: textOf(meta, 1) ?? "",
    namespace: textOf(meta, 3),
    resourceVersion: textOf(meta, 6) || undefined,
    labels: mapOf(meta, 11, "utf8"),
    annotations: mapOf(meta, 12, "utf8"),
  };
  return { apiVersion: "v1", kind, metadata: given(metadata) as typeof metadata, ...given(restOf(message)) };
}

function given(fields: Tree): Tree {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));
}
