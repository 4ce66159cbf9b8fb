import Type from "typebox";
import { Country, Email, Language, oneOf, text } from "../fields.ts";
import { closed } from "../route.ts";
import { SignedIn } from "./auth.ts";
import { managementRoute } from "./route.ts";
import { tenantIdPattern } from "./tenant-id.ts";

const Token = Type.String({ minLength: 20, maxLength: 200 });

/** The terms that are accepted at signup, by the day they were written. */
export const termsVersion = "2026-11-01";

/** The form a workshop begins with. `website` is left empty by people; `filledMs` is how long the form stood open. */
const Signup = closed({
  email: Email,
  name: text(120),
  companyName: text(120),
  tenantId: Type.Optional(Type.String({ pattern: tenantIdPattern })),
  password: Type.String({ minLength: 1, maxLength: 200 }),
  locale: Language,
  country: Country,
  acceptTerms: Type.Literal(true),
  plan: Type.Optional(oneOf(["free", "professional", "enterprise"])),
  website: Type.Optional(Type.String({ maxLength: 200 })),
  filledMs: Type.Optional(Type.Integer({ minimum: 0 })),
});

export const signup = managementRoute("POST", "/api/signup", {
  who: { public: true },
  summary: "Ask for a workshop; the answer is the same whether the address is known or not",
  body: Signup,
  reply: { 202: Type.Object({}) },
  errors: ["invalid"],
  attemptsPerHour: 5,
});

export const verifySignup = managementRoute("POST", "/api/signup/verify", {
  who: { public: true },
  summary: "Confirm the address: account, workshop and its preparation begin at once",
  body: closed({ token: Token }),
  reply: {
    201: Type.Object({ ...SignedIn.properties, tenant: Type.String(), job: Type.String(), plan: Type.String() }),
  },
  errors: ["gone", "conflict", "invalid"],
  attemptsPerHour: 30,
});

export const resendSignup = managementRoute("POST", "/api/signup/resend", {
  who: { public: true },
  summary: "Send the link again",
  body: closed({ email: Email }),
  reply: { 202: Type.Object({}) },
  attemptsPerHour: 5,
});

export const checkTenantId = managementRoute("GET", "/api/tenant-ids/:id", {
  who: { public: true },
  summary: "Whether an address can be taken",
  params: Type.Object({ id: text(60) }),
  reply: { 200: Type.Object({ free: Type.Boolean() }) },
  attemptsPerHour: 300,
});
