import { type Kind, resourceOf } from "./kinds.ts";

interface Cause {
  reason: string;
  message: string;
  field: string;
}

/** A no of the API server, in Kubernetes' words; `body` is the `Status` object that is answered. */
export class Refusal extends Error {
  readonly code: number;
  readonly body: object;
  constructor(code: number, reason: string, message: string, details?: object) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason };
    this.body = { ...status, ...(details && { details }), code };
  }
}

export function notFound(kind: Kind, name: string): Refusal {
  const details = { name, group: kind.group, kind: kind.plural };
  return new Refusal(404, "NotFound", `${resourceOf(kind)} "${name}" not found`, details);
}

/** The address leads nowhere. */
export function noSuchResource(): Refusal {
  return new Refusal(404, "NotFound", "the server could not find the requested resource", {});
}

export function alreadyExists(kind: Kind, name: string): Refusal {
  const details = { name, group: kind.group, kind: kind.plural };
  return new Refusal(409, "AlreadyExists", `${resourceOf(kind)} "${name}" already exists`, details);
}

/** Somebody else wrote it in between. */
export function modified(kind: Kind, name: string): Refusal {
  return new Refusal(
    409,
    "Conflict",
    `Operation cannot be fulfilled on ${resourceOf(kind)} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    { name, group: kind.group, kind: kind.plural },
  );
}

/** Fields that others own. */
export function applyConflict(causes: Omit<Cause, "reason">[]): Refusal {
  const conflicts = causes.map((cause) => ({ reason: "FieldManagerConflict", ...cause }));
  const list = causes.map(({ message, field }) => `${message}: ${field}`).join("\n- ");
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: ${list}`
      : `Apply failed with ${causes.length} conflicts: conflicts with others:\n- ${list}`;
  return new Refusal(409, "Conflict", message, { causes: conflicts });
}

/** Values that cannot be. */
export function invalid(kind: Kind, name: string, causes: Cause[]): Refusal {
  const { group } = kind;
  const list = causes.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`));
  const said = list.length === 1 ? list[0] : `[${list.join(", ")}]`;
  const where = group === "" ? kind.kind : `${kind.kind}.${group}`;
  const details = { name, group, kind: kind.kind, causes };
  return new Refusal(422, "Invalid", `${where} "${name}" is invalid: ${said}`, details);
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, "BadRequest", message);
}

/** Fields the kind does not have, when the client asked for strictness. */
export function unknownFields({ kind, version }: Kind, fields: string[]): Refusal {
  const faults = fields.map((field) => `unknown field "${field}"`).join(", ");
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${faults}`);
}

export function unsupportedMediaType(accepted: string): Refusal {
  return new Refusal(
    415,
    "UnsupportedMediaType",
    `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
  );
}

export function notAllowed(): Refusal {
  return new Refusal(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
}
