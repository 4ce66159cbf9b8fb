import Type, { type Static } from "typebox";
import { Email, Id, Language, nullable, oneOf, TimeAt, text } from "../fields.ts";
import { closed, empty } from "../route.ts";
import { memberRoles, staffRoles } from "./permission.ts";
import { managementRoute, type Who } from "./route.ts";

const Password = Type.String({ minLength: 1, maxLength: 200 });
/** A code of an authenticator app, or a recovery code. */
const Code = text(40);
const Token = Type.String({ minLength: 20, maxLength: 200 });

/** A session: `token` proves it to the API for up to 15 minutes, `session` fetches the next one. */
export const SignedIn = Type.Object({
  token: Type.String(),
  tokenExpiresAt: TimeAt,
  session: Type.String(),
  sessionExpiresAt: TimeAt,
});
export type SignedIn = Static<typeof SignedIn>;

/** The way in is the same for customers and staff, at addresses of their own; neither opens the other. */
function signIn<const Base extends "auth" | "staff/auth">(base: Base, who: Who) {
  return {
    login: managementRoute("POST", `/api/${base}/login`, {
      who: { public: true },
      summary: "Sign in; an unknown address and a wrong password are answered alike",
      body: closed({ email: Email, password: Password }),
      reply: { 200: SignedIn },
      errors: ["unauthenticated", "second_factor_required"],
      attemptsPerHour: 100,
    }),
    secondFactor: managementRoute("POST", `/api/${base}/second-factor`, {
      who: { public: true },
      summary: "Finish signing in with a code of the second factor or a recovery code",
      body: closed({ challenge: Token, code: Code }),
      reply: { 200: SignedIn },
      errors: ["unauthenticated"],
      attemptsPerHour: 100,
    }),
    token: managementRoute("POST", `/api/${base}/token`, {
      who: { public: true },
      summary: "The next token of a running session",
      body: closed({ session: Token }),
      reply: { 200: SignedIn },
      errors: ["unauthenticated"],
      attemptsPerHour: 2_000,
    }),
    logout: managementRoute("POST", `/api/${base}/logout`, { who, summary: "End this session", reply: { 204: empty } }),
    reset: managementRoute("POST", `/api/${base}/reset`, {
      who: { public: true },
      summary: "Ask for a link to choose a new password; the answer is the same for every address",
      body: closed({ email: Email }),
      reply: { 202: Type.Object({}) },
      attemptsPerHour: 10,
    }),
    confirmReset: managementRoute("POST", `/api/${base}/reset/confirm`, {
      who: { public: true },
      summary: "Choose a password with the link of a mail; used once",
      body: closed({ token: Token, password: Password }),
      reply: { 204: empty },
      errors: ["gone", "invalid"],
      attemptsPerHour: 30,
    }),
  } as const;
}

export const customerAuth = signIn("auth", { customer: "self" });
export const staffAuth = signIn("staff/auth", { staff: "self" });

export const Session = Type.Object({
  id: Id,
  current: Type.Boolean(),
  userAgent: Type.String(),
  address: Type.String(),
  createdAt: TimeAt,
  lastUsedAt: TimeAt,
});

const profile = {
  id: Id,
  email: Type.String(),
  name: Type.String(),
  hasFactor: Type.Boolean(),
  recoveryCodesLeft: Type.Integer(),
};

/** Who is signed in as a customer, and where they belong. */
export const Me = Type.Object({
  ...profile,
  locale: Language,
  memberships: Type.Array(
    Type.Object({ tenant: Type.String(), companyName: Type.String(), role: oneOf(memberRoles), state: Type.String() }),
  ),
});
export type Me = Static<typeof Me>;

/** Who is signed in as staff. `mustSetUpFactor` opens nothing but the second factor. */
export const StaffMe = Type.Object({ ...profile, role: oneOf(staffRoles), mustSetUpFactor: Type.Boolean() });
export type StaffMe = Static<typeof StaffMe>;

function ownThings<const Base extends "me" | "staff/me">(base: Base, who: Who) {
  return {
    changePassword: managementRoute("PUT", `/api/${base}/password`, {
      who,
      summary: "Change the password; all other sessions end and a mail says so",
      body: closed({ current: Password, password: Password }),
      reply: { 204: empty },
      errors: ["invalid"],
    }),
    beginFactor: managementRoute("POST", `/api/${base}/factors`, {
      who,
      summary: "Begin a second factor, or one that takes the place of another: what the authenticator app needs",
      body: closed({ password: Password }),
      reply: {
        200: Type.Object({
          secret: Type.String(),
          uri: Type.String(),
          qr: Type.Object({ size: Type.Integer(), path: Type.String() }),
        }),
      },
      errors: ["invalid", "proof_required"],
    }),
    confirmFactor: managementRoute("POST", `/api/${base}/factors/confirm`, {
      who,
      summary: "Turn the second factor on with its first code; answers the recovery codes once",
      body: closed({ code: Code }),
      reply: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) },
      errors: ["invalid"],
    }),
    removeFactor: managementRoute("POST", `/api/${base}/factors/remove`, {
      who,
      summary: "Turn the second factor off",
      body: closed({ password: Password, code: Code }),
      reply: { 204: empty },
      errors: ["invalid", "forbidden"],
    }),
    refreshFactor: managementRoute("POST", `/api/${base}/factors/refresh`, {
      who,
      summary: "Give the second factor again, for what asks for a fresh one",
      body: closed({ code: Code }),
      reply: { 204: empty },
      errors: ["invalid"],
    }),
    listSessions: managementRoute("GET", `/api/${base}/sessions`, {
      who,
      summary: "Where one is signed in",
      reply: { 200: Type.Object({ items: Type.Array(Session) }) },
    }),
    endSession: managementRoute("DELETE", `/api/${base}/sessions/:id`, {
      who,
      summary: "End a session",
      reply: { 204: empty },
      errors: ["not_found"],
    }),
  } as const;
}

export const customerSelf = ownThings("me", { customer: "self" });
export const staffSelf = ownThings("staff/me", { staff: "self" });

export const getMe = managementRoute("GET", "/api/me", {
  who: { customer: "self" },
  summary: "The account that is signed in",
  reply: { 200: Me },
});

export const updateMe = managementRoute("PATCH", "/api/me", {
  who: { customer: "self" },
  summary: "Change name or language",
  body: closed({ name: Type.Optional(text(120)), locale: Type.Optional(Language) }),
  reply: { 200: Me },
  errors: ["invalid"],
});

export const closeAccount = managementRoute("DELETE", "/api/me", {
  who: { customer: "self" },
  summary: "Close the account; only when no workshop is left",
  body: closed({ password: Password }),
  reply: { 204: empty },
  errors: ["in_use", "invalid"],
});

export const getStaffMe = managementRoute("GET", "/api/staff/me", {
  who: { staff: "self" },
  summary: "Who is signed in as staff",
  reply: { 200: StaffMe },
});

export const Staff = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  role: oneOf(staffRoles),
  disabledAt: nullable(TimeAt),
  hasFactor: Type.Boolean(),
  invitationPending: Type.Boolean(),
  lastSeenAt: nullable(TimeAt),
});
export type Staff = Static<typeof Staff>;

export const listStaff = managementRoute("GET", "/api/staff", {
  who: { staff: "staff.manage" },
  summary: "The people who run the platform",
  reply: { 200: Type.Object({ items: Type.Array(Staff) }) },
});

export const inviteStaff = managementRoute("POST", "/api/staff", {
  who: { staff: "staff.manage" },
  summary: "Invite somebody to the staff; the link is mailed",
  body: closed({ email: Email, name: text(120), role: oneOf(staffRoles) }),
  reply: { 201: Staff },
  errors: ["invalid"],
});

export const updateStaff = managementRoute("PATCH", "/api/staff/:id", {
  who: { staff: "staff.manage" },
  summary: "Change name or role; the last owner stays one",
  body: closed({ name: Type.Optional(text(120)), role: Type.Optional(oneOf(staffRoles)) }),
  reply: { 200: Staff },
  errors: ["not_found", "conflict"],
});

export const disableStaff = managementRoute("POST", "/api/staff/:id/disable", {
  who: { staff: "staff.manage" },
  summary: "Shut somebody out at once",
  freshFactor: true,
  reply: { 200: Staff },
  errors: ["not_found", "conflict"],
});

/** The invitation of staff sets the password; the second factor follows before the first page. */
export const acceptStaffInvitation = managementRoute("POST", "/api/staff/auth/accept", {
  who: { public: true },
  summary: "Accept an invitation to the staff with its link",
  body: closed({ token: Token, password: Password }),
  reply: { 200: SignedIn },
  errors: ["gone", "invalid"],
  attemptsPerHour: 30,
});
