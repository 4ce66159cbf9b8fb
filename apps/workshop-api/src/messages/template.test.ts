import { expect, test } from "vitest";
import { htmlOf } from "./mail-body.ts";
import { fill, fillWords, templateKinds, type Variables, variableNames } from "./template.ts";
import { wordingOf, wordings } from "./words/words.ts";

const all = Object.fromEntries(variableNames.map((name) => [name, `<${name}>`])) as Required<Variables>;

test("every kind of mail has a text in all five languages, with nothing unknown and nothing left unfilled", () => {
  expect(Object.keys(wordings)).toEqual(["en", "de", "fr", "es", "et"]);
  for (const language of Object.keys(wordings)) {
    for (const kind of templateKinds) {
      const { subject, body } = wordingOf(kind, language);
      expect(fill(subject, all, "subject")).toContain("<workshopName>");
      const text = fill(body, all, "body");
      // A letter leads nowhere: its writer says what it is about.
      if (kind !== "letter") expect(text).toContain("<link>");
      expect(text).not.toMatch(/\{\{/);
    }
  }
});

test("a customer whose language we do not speak reads English", () => {
  expect(wordingOf("invoice", "fi")).toBe(wordingOf("invoice", "en"));
});

test("a mistyped variable is named with the one that was meant", () => {
  expect(() => fill("Hello {{custmerName}}", {}, "message")).toThrow(
    "{{custmerName}} is not known; did you mean {{customerName}}?",
  );
});

test("a line about something the document does not have is left out", () => {
  const text = fill("Invoice {{documentNumber}}\nVehicle: {{vehicle}}\nThank you", { documentNumber: "7" }, "body");
  expect(text).toBe("Invoice 7\nThank you");
});

test("a name that looks like a variable or brings line breaks stays a name", () => {
  const text = fill("Hello {{ customerName }}!", { customerName: "{{link}}\r\nBcc: all@example.com" }, "body");
  expect(text).toBe("Hello {{link}} Bcc: all@example.com!");
});

test("words of one's own keep the link, wherever it was forgotten", () => {
  const link = "https://acme.example/i/abc";
  expect(fillWords("Dear {{customerName}}, here it is.", { customerName: "Ann", link }, "message")).toBe(
    `Dear Ann, here it is.\n\n${link}`,
  );
  expect(fillWords("See {{link}}", { link }, "message")).toBe(`See ${link}`);
});

test("nothing typed becomes markup in a mail, and only our own link can be clicked", () => {
  const html = htmlOf('<b>"Ann"</b>\nhttps://evil.example/x\nhttps://acme.example/i/a&b', "https://acme.example", "en");
  expect(html).toContain("&lt;b&gt;&quot;Ann&quot;&lt;/b&gt;");
  expect(html.match(/<a /g)).toHaveLength(1);
  expect(html).toContain('<a href="https://acme.example/i/a&amp;b">');
  expect(htmlOf("https://acme.example.evil.com/", "https://acme.example", "en")).not.toContain("<a ");
});
