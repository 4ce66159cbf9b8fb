import { deflateSync } from "node:zlib";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { expect, test } from "vitest";
import { readSignature } from "./signature.ts";
import { png } from "./testing/png.ts";

function refusal(base64: string): Refusal {
  try {
    readSignature(base64);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error("it was not refused");
}

test("a drawn signature is kept as it was drawn", () => {
  const drawn = png(300, 100);
  expect(readSignature(drawn.toString("base64")).equals(drawn)).toBe(true);
});

test("a signature over 200 kB is refused with both numbers", () => {
  const large = refusal(Buffer.alloc(312_000).toString("base64"));
  expect([large.code, large.message]).toEqual(["too_large", "The signature has 312 kB; at most 200 kB are possible."]);
  expect(refusal(Buffer.alloc(200_001).toString("base64")).code).toBe("too_large");
  expect(refusal(Buffer.alloc(200_000).toString("base64")).code).toBe("invalid");
});

test("something that only says it is a picture is refused", () => {
  const drawn = png(20, 10);
  const renamed = Buffer.concat([drawn.subarray(0, 8), Buffer.from("<script>alert(1)</script>")]);
  const appended = Buffer.concat([drawn, Buffer.from("PK")]);
  const cut = drawn.subarray(0, -12);
  const bomb = png(20, 10, deflateSync(Buffer.alloc(50_000_000)));
  const short = png(20, 10, deflateSync(Buffer.alloc(10)));
  for (const bytes of [renamed, appended, cut, bomb, short, Buffer.from("GIF89a")]) {
    expect(refusal(bytes.toString("base64")).extra.errors?.[0]?.field).toBe("signaturePng");
  }
  expect(refusal("this is no base64!").code).toBe("invalid");
});
