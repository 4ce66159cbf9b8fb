import { expect, test } from "vitest";
import { formReader } from "#lib/server/form-reader.ts";
import { answerOf } from "./answer-form.ts";

function read(fields: [string, string][]) {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return answerOf(formReader(data, []));
}

const jobs: [string, string][] = [
  ["number", "1042-1"],
  ["name", " Marika Kask "],
  ["job", "oil"],
  ["job", "brakes"],
];

test("a customer may answer one job and leave the other open", () => {
  const answer = read([...jobs, ["decision-oil", "approved"]]);
  expect(answer).toEqual({
    number: "1042-1",
    name: "Marika Kask",
    decisions: [{ jobId: "oil", decision: "approved", comment: undefined }],
    signaturePng: undefined,
  });
});

test("yes to all approves every job that is shown, whatever was marked before", () => {
  const { decisions } = read([...jobs, ["decision-brakes", "declined"], ["all", "approved"]]);
  expect(decisions.map(({ jobId, decision }) => [jobId, decision])).toEqual([
    ["oil", "approved"],
    ["brakes", "approved"],
  ]);
});

test("a word beside a refused job reaches the workshop", () => {
  const { decisions } = read([...jobs, ["decision-brakes", "declined"], ["comment-brakes", "next month"]]);
  expect(decisions).toEqual([{ jobId: "brakes", decision: "declined", comment: "next month" }]);
});

test("a drawn signature is sent as its bytes, anything else is not taken for one", () => {
  expect(read([...jobs, ["signature", "data:image/png;base64,iVBORw0K"]]).signaturePng).toBe("iVBORw0K");
  expect(read([...jobs, ["signature", "javascript:alert(1)"]]).signaturePng).toBeUndefined();
});
