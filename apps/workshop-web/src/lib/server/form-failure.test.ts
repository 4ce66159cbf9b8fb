import { problemCodes } from "@mechanicbuddy/contract/problem";
import { ApiProblem, invalidFields, ownProblem, problemOf } from "@mechanicbuddy/ui/site/problem";
import { expect, test } from "vitest";
import { failureOf } from "./form-failure.ts";

const words = {
  signedOut: () => "signed out",
  internal: () => "internal",
  unavailable: () => "unavailable",
  need: (permission: string | undefined) => permission && `needs ${permission}`,
};

function typed(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

function problem(code: keyof typeof problemCodes, extra: object = {}): ApiProblem {
  const { status, title } = problemCodes[code];
  return new ApiProblem({ type: "about:blank", title, status, code, detail: "why", requestId: "R-1", ...extra });
}

test("everything typed comes back, except secrets", () => {
  const data = typed({ _form: "part", code: "BRK-12", note: "front", newPassword: "three words", totpCode: "123456" });
  const { id, values } = failureOf(data, problem("invalid"), { words });
  expect(id).toBe("part");
  expect(values).toMatchObject({ code: "BRK-12", note: "front" });
  expect(JSON.stringify(values)).not.toMatch(/three words|123456/);
});

test("each bad field has its own first sentence", () => {
  const errors = [
    { field: "price", message: "Enter a sum." },
    { field: "price", message: "second" },
    { field: "lines.0.quantity", message: "Enter how many." },
  ];
  const failure = failureOf(typed({}), invalidFields(errors), { words });
  expect(failure.errors).toEqual({ price: "Enter a sum.", "lines.0.quantity": "Enter how many." });
});

test("warnings are offered for accepting, a stale form knows the present version, a used thing says where", () => {
  const warnings = [{ code: "odometer_lower", message: "87,000 is below the last reading." }];
  const usedIn = [{ kind: "order", id: "1", label: "Order 1042" }];
  const show = (extra: object) => failureOf(typed({}), problem("conflict", extra), { words }).problem;
  expect(show({ warnings }).warnings).toEqual(warnings);
  expect(show({ current: { version: 7 } }).currentVersion).toBe(7);
  expect(show({ current: "odd" }).currentVersion).toBeUndefined();
  expect(show({ current: { id: "1", label: "Golf" } }).current).toEqual({ id: "1", label: "Golf" });
  expect(failureOf(typed({}), problem("in_use", { usedIn }), { words }).problem.usedIn).toEqual(usedIn);
});

test("an ended session asks to sign in again, a wrong password at the door does not", () => {
  const ended = failureOf(typed({}), problem("unauthenticated"), { words }).problem;
  expect(ended).toMatchObject({ signedOut: true, message: "signed out" });
  const wrong = failureOf(typed({}), problem("unauthenticated"), { words, visitor: true }).problem;
  expect(wrong).toEqual({ code: "unauthenticated", message: "why" });
});

test("a missing right is named, a fault of ours has a reference and no detail of it", () => {
  expect(failureOf(typed({}), problem("forbidden", { permission: "parts.write" }), { words }).problem.message).toBe(
    "needs parts.write",
  );
  for (const code of ["internal", "unavailable"] as const) {
    expect(failureOf(typed({}), problem(code), { words }).problem).toEqual({ code, message: code, reference: "R-1" });
  }
});

test("a reply that is no problem document is still a problem with a reference", async () => {
  const html = new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "content-type": "text/html" } });
  const found = await problemOf(html);
  expect(found.code).toBe("internal");
  expect(found.problem.requestId).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{2}$/);
  const torn = new Response("{", { status: 422, headers: { "content-type": "application/problem+json" } });
  expect((await problemOf(torn)).code).toBe("internal");
  expect(ownProblem("unavailable", "away").status).toBe(503);
});

test("a reference is short enough to read aloud", () => {
  const failure = failureOf(typed({}), problem("internal", { requestId: "a6afa663-c618-43df-be38-233f4ec057eb" }), {
    words,
  });
  expect(failure.problem.reference).toBe("A6AFA663");
});

test("a code from a newer API counts as a fault of ours, not as success", () => {
  const { problem: body } = problem("conflict");
  expect(new ApiProblem({ ...body, code: "new_code" }).code).toBe("internal");
});
