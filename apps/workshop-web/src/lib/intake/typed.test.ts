import { expect, test } from "vitest";
import { customerNamed, sortTyped, usualPromise } from "./typed.ts";

test("the one box knows a plate, a VIN, a phone and a name apart", () => {
  expect(sortTyped("482 ktr")).toMatchObject({ plate: "482 KTR" });
  expect(sortTyped("WVWZZZAUZGP000142")).toMatchObject({ vin: "WVWZZZAUZGP000142" });
  expect(sortTyped("+372 000 0142")).toMatchObject({ phone: "+372 000 0142" });
  expect(sortTyped("Marika Kask")).toMatchObject({ name: "Marika Kask" });
});

test("a legal form makes a company, else the last word is the family name", () => {
  expect(customerNamed("Laevik OÜ")).toEqual({ kind: "company", companyName: "Laevik OÜ" });
  expect(customerNamed("Anna Maria Kask")).toEqual({ kind: "private", firstName: "Anna Maria", lastName: "Kask" });
  expect(customerNamed("Kask")).toEqual({ kind: "private", lastName: "Kask" });
});

test("the offered promise is today at five, or tomorrow when today is nearly over", () => {
  expect(usualPromise("2026-03-17T10:42")).toBe("2026-03-17T17:00");
  expect(usualPromise("2026-03-31T16:10")).toBe("2026-04-01T17:00");
});
