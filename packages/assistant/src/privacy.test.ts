import { describe, expect, test } from "vitest";
import { openRedactor } from "./privacy.ts";

describe("before a model sees a text, a placeholder stands for", () => {
  test.each([
    ["a mail address", "Write to jo.smith+car@example.co.uk today", "Write to [MAIL-1] today"],
    ["a British mobile", "Call 07700 900123 or 020 7946 0018", "Call [PHONE-1] or [PHONE-2]"],
    ["an American phone", "Call (555) 234-5678", "Call [PHONE-1]"],
    ["a phone with a country code", "+44 7700 900123", "[PHONE-1]"],
    ["a British plate", "AB12 CDE misfires", "[PLATE-1] misfires"],
    ["a plate that is called one", "license plate: 7ABC123 misfires", "license plate: [PLATE-1] misfires"],
    ["a card number", "Card 4111 1111 1111 1111", "Card [CARD-1]"],
    ["an IBAN", "Pay GB82 WEST 1234 5698 7654 32 now", "Pay [ACCOUNT-1] now"],
    ["a sort code with its account", "12-34-56 12345678", "[ACCOUNT-1]"],
    ["a VIN, whose last six stay", "VIN WF0AXXGCDA8C12345", "VIN [VIN-1 …C12345]"],
  ])("%s", (_, text, hidden) => {
    const redactor = openRedactor();
    expect(redactor.hide(text)).toBe(hidden);
    expect(redactor.restore(hidden)).toBe(text);
  });

  test("names of customers and employees, but not the maker of the car", () => {
    const redactor = openRedactor(["Mary Ford", "Sam O'Neil"], ["Ford", "Focus"]);
    expect(redactor.hide("mary ford's Ford Focus, Mary told Sam")).toBe(
      "[NAME-1]'s Ford Focus, [NAME-2] told [NAME-3]",
    );
    expect(redactor.restore({ text: "Tell [NAME-2]", options: ["[NAME-3]"] })).toEqual({
      text: "Tell Mary",
      options: ["Sam"],
    });
  });
});

test.each([
  "P0420 and U0100-87 at 2,500 rpm",
  "Part 0 280 218 190 or 06A 906 461 L",
  "Torque 120 Nm, 5W-30, 195/65 R15 91H",
  "12.6 V, 14.2 V, 0.5 Ω, 90 °C",
  "Replaced on 2026-11-20 at 84,000 miles",
])("what a mechanic needs stays as it is: %s", (text) => {
  expect(openRedactor().hide(text)).toBe(text);
});
