import Type, { type Static } from "typebox";
import { Email, Id, Language, nullable, oneOf, TimeAt, text, Version } from "./fields.ts";
import { permissions, roles } from "./permission.ts";
import { planStates, tiers } from "./plans.ts";
import { closed, empty, route } from "./route.ts";

export const Role = oneOf(roles);

/** The signed-in person, with what the interface needs to know about the workshop. */
export const Me = Type.Object({
  userId: Id,
  employeeId: Id,
  name: Type.String(),
  username: Type.String(),
  email: Type.String(),
  role: Role,
  permissions: Type.Array(oneOf(permissions)),
  language: Type.String(),
  /** What the bell says comes by mail too, gathered. */
  noticesByMail: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  /** Where one's own photo can be fetched for 15 minutes. */
  photo: nullable(Type.String()),
  /** The role demands a second factor and the person has none. */
  mustAddFactor: Type.Boolean(),
  /** While the owner lets the operator's people in: until when, and who of them looks through this session. */
  support: nullable(Type.Object({ until: TimeAt, mayWrite: Type.Boolean(), person: nullable(Type.String()) })),
  version: Version,
  workshop: Type.Object({
    name: Type.String(),
    currency: Type.String(),
    language: Type.String(),
    timeZone: Type.String(),
    distanceUnit: oneOf(["km", "mi"]),
    priceMode: oneOf(["net", "gross"]),
    country: nullable(Type.String()),
  }),
  /** What the platform lets the workshop do; absent where it is hosted by its owner. `reason` is for the owner. */
  plan: Type.Optional(
    Type.Object({
      tier: oneOf(tiers),
      state: oneOf(planStates),
      reason: Type.Optional(Type.String()),
      trialEndsAt: Type.Optional(TimeAt),
      graceEndsAt: Type.Optional(TimeAt),
    }),
  ),
});
export type Me = Static<typeof Me>;

/** A new session: the token is for the site's own cookie or an API client. */
export const SignedIn = Type.Object({
  token: Type.String(),
  expiresAt: TimeAt,
  idleSeconds: Type.Integer(),
  /** Set in the browser's device cookie: a browser that signed in before is not delayed by strangers' failures. */
  deviceToken: Type.String(),
  me: Me,
});
export type SignedIn = Static<typeof SignedIn>;

const Password = Type.String({ minLength: 1, maxLength: 128, message: "Enter your password." });
const NewPassword = Type.String({
  minLength: 10,
  maxLength: 128,
  message: "Use 10 to 128 characters; three random words are good.",
});

export const signIn = route("POST", "/api/session", {
  whilePaused: "anyone",
  permission: "public",
  summary: "Sign in with user name or e-mail and password",
  body: closed({
    name: text(254),
    password: Password,
    remember: Type.Optional(Type.Boolean({ default: false })),
    deviceToken: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  reply: { 201: SignedIn },
  errors: ["unauthenticated", "second_factor_required", "rate_limited"],
});

export const getDoor = route("GET", "/api/door", {
  whilePaused: "anyone",
  permission: "public",
  summary: "What a visitor may know: whose workshop this is",
  reply: { 200: Type.Object({ name: Type.String() }) },
});

/** A code of the app, six digits, or a recovery code; spaces and dashes do not count. */
const Code = Type.String({ minLength: 1, maxLength: 60, message: "Enter the code." });

export const giveSecondFactor = route("POST", "/api/session/second-factor", {
  whilePaused: "anyone",
  permission: "public",
  summary: "The second step of signing in: a code of the app, or a recovery code",
  body: closed({
    /** From the refusal of the first step; good for five tries within five minutes. */
    challenge: Type.String({ minLength: 1, maxLength: 100 }),
    code: Code,
    deviceToken: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  reply: { 201: SignedIn },
  errors: ["invalid", "unauthenticated", "rate_limited"],
});

const EntryCode = Type.String({ minLength: 20, maxLength: 100 });

/** `setPassword` is the path of the page to choose one, for an owner who has none yet. */
export const enterByHandover = route("POST", "/api/session/handover", {
  whilePaused: "anyone",
  permission: "public",
  summary: "Come in as owner with the platform's single-use code",
  body: closed({ code: EntryCode, deviceToken: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: { 201: Type.Object({ setPassword: nullable(Type.String()), signedIn: nullable(SignedIn) }) },
  errors: ["gone", "second_factor_required"],
  attemptsPerHour: 60,
});

export const enterAsSupport = route("POST", "/api/session/support", {
  whilePaused: "anyone",
  permission: "public",
  summary: "Come in as somebody of the operator with the platform's single-use code",
  body: closed({ code: EntryCode }),
  reply: { 201: SignedIn },
  errors: ["gone", "forbidden"],
  attemptsPerHour: 60,
});

export const proveAgain = route("POST", "/api/session/proof", {
  whilePaused: "owner",
  permission: "self",
  summary: "Give the password again, for what asks for a fresh one",
  body: closed({ password: Password }),
  reply: { 204: empty },
  errors: ["invalid", "rate_limited"],
  attemptsPerHour: 20,
});

export const signOut = route("DELETE", "/api/session", {
  whilePaused: "anyone",
  permission: "self",
  summary: "Sign out of this session",
  reply: { 204: empty },
});

export const extendSession = route("POST", "/api/session/extend", {
  whilePaused: "anyone",
  permission: "self",
  summary: "Stay signed in: starts the idle time anew",
  reply: { 200: Type.Object({ idleSeconds: Type.Integer(), expiresAt: TimeAt }) },
});

export const askForReset = route("POST", "/api/password-resets", {
  permission: "public",
  summary: "Mail a link to set a new password; always answers the same",
  body: closed({ name: text(254) }),
  reply: { 202: empty },
  attemptsPerHour: 20,
});

export const checkSetPasswordLink = route("POST", "/api/set-password/check", {
  whilePaused: "anyone",
  permission: "public",
  summary: "See whether a set-password link still works",
  body: closed({ token: Type.String({ maxLength: 100 }) }),
  reply: { 200: Type.Object({ purpose: oneOf(["invite", "reset", "way_back"]), username: Type.String() }) },
  errors: ["gone"],
  attemptsPerHour: 60,
});

export const setPassword = route("POST", "/api/set-password", {
  whilePaused: "anyone",
  permission: "public",
  summary: "Choose a password through a link; ends every session of the account",
  body: closed({ token: Type.String({ maxLength: 100 }), password: NewPassword }),
  reply: { 204: empty },
  errors: ["gone", "invalid"],
  attemptsPerHour: 30,
});

export const getMe = route("GET", "/api/me", {
  whilePaused: "anyone",
  permission: "self",
  summary: "The signed-in person, role and permissions",
  reply: { 200: Me },
});

export const updateMe = route("PATCH", "/api/me", {
  permission: "self",
  summary: "Change one's own name, e-mail or language",
  body: closed({
    version: Version,
    firstName: Type.Optional(text(80)),
    lastName: Type.Optional(text(80)),
    email: Type.Optional(Email),
    language: Type.Optional(Language),
    noticesByMail: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: Me },
  errors: ["conflict", "invalid"],
});

export const changePassword = route("POST", "/api/me/password", {
  permission: "self",
  summary: "Change one's own password; other sessions end",
  body: closed({ currentPassword: Password, newPassword: NewPassword }),
  reply: { 204: empty },
  errors: ["invalid"],
});

export const MySession = Type.Object({
  id: Id,
  current: Type.Boolean(),
  device: Type.String(),
  ip: nullable(Type.String()),
  createdAt: TimeAt,
  lastSeenAt: TimeAt,
});

export const listMySessions = route("GET", "/api/me/sessions", {
  permission: "self",
  summary: "Devices one is signed in on",
  reply: { 200: Type.Object({ items: Type.Array(MySession) }) },
});

export const endMySession = route("DELETE", "/api/me/sessions/:id", {
  permission: "self",
  summary: "Sign out one device",
  reply: { 204: empty },
  errors: ["not_found"],
});

export const endMyOtherSessions = route("DELETE", "/api/me/sessions", {
  permission: "self",
  summary: "Sign out everywhere else",
  reply: { 204: empty },
});

export const SecondFactor = Type.Object({
  /** Since when the app's codes are asked for; null while they are not. */
  since: nullable(TimeAt),
  recoveryCodesLeft: Type.Integer(),
  /** Being set up: what the app needs to know, until a first code of it was given. */
  pending: nullable(
    Type.Object({
      secret: Type.String(),
      uri: Type.String(),
      /** The address as a QR code: the path of its dark squares in an SVG of `size` by `size`. */
      qr: Type.Object({ size: Type.Integer(), path: Type.String() }),
    }),
  ),
  /** The person's role may not be without. */
  required: Type.Boolean(),
});
export type SecondFactor = Static<typeof SecondFactor>;

/** Shown once; only their hashes are kept. */
const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) });

export const getSecondFactor = route("GET", "/api/me/totp", {
  permission: "self",
  summary: "Whether codes of an authenticator app are asked for at sign-in",
  reply: { 200: SecondFactor },
});

export const startSecondFactor = route("POST", "/api/me/totp", {
  permission: "self",
  summary: "Begin to set up an authenticator app",
  freshProof: true,
  reply: { 200: SecondFactor },
  errors: ["conflict"],
});

export const confirmSecondFactor = route("POST", "/api/me/totp/confirm", {
  permission: "self",
  summary: "Give the app's first code: from now on sign-in asks for one",
  freshProof: true,
  body: closed({ code: Code }),
  reply: { 200: RecoveryCodes },
  errors: ["invalid", "conflict"],
  attemptsPerHour: 30,
});

export const removeSecondFactor = route("DELETE", "/api/me/totp", {
  permission: "self",
  summary: "Sign in without a second factor from now on",
  freshProof: true,
  reply: { 204: empty },
  errors: ["conflict"],
});

export const renewRecoveryCodes = route("POST", "/api/me/recovery-codes", {
  permission: "self",
  summary: "Ten new recovery codes; the old ones die",
  freshProof: true,
  reply: { 200: RecoveryCodes },
  errors: ["conflict"],
});

const FactorRoles = Type.Object({ roles: Type.Array(Role) });

export const getFactorRoles = route("GET", "/api/settings/second-factor", {
  permission: "settings.read",
  summary: "Roles that may not sign in without a second factor",
  reply: { 200: FactorRoles },
});

export const putFactorRoles = route("PUT", "/api/settings/second-factor", {
  permission: "users.write",
  summary: "Choose the roles that need a second factor; the owner does",
  freshProof: true,
  body: closed({ roles: Type.Array(Role, { maxItems: 6, uniqueItems: true }) }),
  reply: { 200: FactorRoles },
  errors: ["forbidden"],
});

export const SupportAccess = Type.Object({
  until: TimeAt,
  reason: Type.String(),
  mayWrite: Type.Boolean(),
  allowedBy: Type.String(),
});

export const getSupportAccess = route("GET", "/api/support-access", {
  permission: "users.read",
  summary: "Whether the operator's people may look into the workshop now",
  reply: { 200: Type.Object({ access: nullable(SupportAccess) }) },
});

export const allowSupport = route("POST", "/api/support-access", {
  permission: "users.write",
  summary: "Let the operator's people in for a while; the owner does",
  freshProof: true,
  body: closed({
    reason: text(300),
    minutes: Type.Integer({ minimum: 5, maximum: 60, message: "Choose 5 to 60 minutes." }),
    mayWrite: Type.Optional(Type.Boolean()),
  }),
  reply: { 201: SupportAccess },
  errors: ["invalid", "forbidden"],
});

export const endSupport = route("DELETE", "/api/support-access", {
  permission: "users.write",
  summary: "Send the operator's people out at once",
  reply: { 204: empty },
});

export const leaveWorkshop = route("DELETE", "/api/me", {
  permission: "self",
  summary: "Leave this workshop: the account is disabled and every session ends",
  freshProof: true,
  reply: { 204: empty },
  errors: ["conflict"],
});
