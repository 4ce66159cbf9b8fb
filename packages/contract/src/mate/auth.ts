import Type, { type Static } from "typebox";
import { nullable, oneOf, TimeAt, text } from "../fields.ts";
import { closed } from "../route.ts";
import { mateRoute } from "./route.ts";

const Email = Type.String({
  format: "email",
  minLength: 3,
  maxLength: 254,
  message: "Enter an e-mail address such as name@example.com.",
});
const Password = Type.String({ minLength: 10, maxLength: 200, message: "Choose a password of 10 to 200 characters." });
const GivenPassword = Type.String({ minLength: 1, maxLength: 200, message: "Enter your password." });
const Token = Type.String({ minLength: 1, maxLength: 200, message: "The link is not complete." });
const Done = Type.Object({ success: Type.Literal(true) });
const Accepted = Type.Object({ accepted: Type.Literal(true) });

export const MateUser = Type.Object({
  id: Type.String({ format: "uuid" }),
  email: Type.String(),
  name: nullable(Type.String()),
  emailVerified: Type.Boolean(),
  register: oneOf(["technician", "owner"]),
  locale: oneOf(["en-GB", "en-US"]),
  version: Type.Integer(),
});
export type MateUser = Static<typeof MateUser>;

export const MateSubscription = Type.Object({
  id: Type.String({ format: "uuid" }),
  planId: Type.String(),
  status: Type.String(),
  periodEnd: nullable(TimeAt),
  cancelAtPeriodEnd: Type.Boolean(),
});
export type MateSubscription = Static<typeof MateSubscription>;

export const AccessView = Type.Object({
  level: oneOf(["full", "read"]),
  planId: nullable(Type.String()),
  banner: nullable(
    Type.Object({ kind: Type.String(), at: nullable(TimeAt), left: Type.Optional(Type.Integer({ minimum: 0 })) }),
  ),
  periodStart: nullable(TimeAt),
  periodEnd: nullable(TimeAt),
});
export type AccessView = Static<typeof AccessView>;

export const UsageView = Type.Object({
  messagesUsed: Type.Integer(),
  messagesLimit: nullable(Type.Integer()),
  savedUsed: Type.Integer(),
  savedLimit: nullable(Type.Integer()),
  periodStart: nullable(TimeAt),
  periodEnd: nullable(TimeAt),
});
export type UsageView = Static<typeof UsageView>;

export const csrfToken = mateRoute("GET", "/api/auth/csrf-token", {
  who: "public",
  summary: "A token that unsafe requests of a browser carry, good for an hour",
  reply: { 200: Type.Object({ csrfToken: Type.String() }) },
});

export const signup = mateRoute("POST", "/api/auth/signup", {
  who: "public",
  summary: "Make an account; the address is confirmed by a link",
  body: closed({
    email: Email,
    password: Password,
    name: Type.Optional(text(100)),
    acceptTerms: Type.Literal(true, { message: "Accept the terms and say that you are 16 or older." }),
  }),
  reply: { 201: Type.Object({ success: Type.Literal(true), verification: Type.Literal("sent") }) },
  attemptsPerHour: 5,
});

export const login = mateRoute("POST", "/api/auth/login", {
  who: "public",
  summary: "Open a session",
  body: closed({
    email: Type.String({ maxLength: 254 }),
    password: GivenPassword,
    code: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  reply: {
    200: Type.Object({
      success: Type.Literal(true),
      user: MateUser,
      subscription: nullable(MateSubscription),
      access: AccessView,
      csrfToken: Type.String(),
    }),
  },
});

export const me = mateRoute("GET", "/api/auth/me", {
  who: "session",
  summary: "The account, what it may do and what is used",
  reply: {
    200: Type.Object({
      user: MateUser,
      subscription: nullable(MateSubscription),
      access: AccessView,
      usage: UsageView,
      isAdmin: Type.Boolean(),
      hasFactor: Type.Boolean(),
    }),
  },
});
export type Me = Static<(typeof me)["options"]["reply"][200]>;

export const updateMe = mateRoute("PUT", "/api/auth/me", {
  who: "session",
  summary: "Change name, register and spelling; answers follow them",
  body: closed({
    version: Type.Integer({ minimum: 1 }),
    name: nullable(text(100)),
    register: MateUser.properties.register,
    locale: MateUser.properties.locale,
  }),
  reply: { 200: MateUser },
});

export const logout = mateRoute("POST", "/api/auth/logout", {
  who: "public",
  summary: "End this session",
  reply: { 200: Type.Object({ success: Type.Literal(true), csrfToken: Type.String() }) },
});

export const verifyEmail = mateRoute("POST", "/api/auth/verify-email", {
  who: "public",
  summary: "Confirm an address with its link; opens a session",
  body: closed({ token: Token }),
  reply: { 200: Type.Object({ success: Type.Literal(true), email: Type.String(), csrfToken: Type.String() }) },
  attemptsPerHour: 30,
});

export const checkVerification = mateRoute("GET", "/api/auth/verify-email", {
  who: "public",
  summary: "Look at a link without using it",
  query: closed({ token: Token }),
  reply: { 200: Type.Object({ email: Type.String() }) },
});

export const resendVerification = mateRoute("POST", "/api/auth/resend-verification", {
  who: "public",
  summary: "Send the link again, if there is something to confirm",
  body: closed({ email: Email }),
  reply: { 202: Accepted },
  attemptsPerHour: 5,
});

export const forgotPassword = mateRoute("POST", "/api/auth/forgot-password", {
  who: "public",
  summary: "Send a link that sets a new password, if the account exists",
  body: closed({ email: Email }),
  reply: { 202: Accepted },
  attemptsPerHour: 5,
});

export const checkReset = mateRoute("GET", "/api/auth/reset-password", {
  who: "public",
  summary: "Look at a reset link without using it",
  query: closed({ token: Token }),
  reply: { 200: Type.Object({ email: Type.String() }) },
});

export const resetPassword = mateRoute("POST", "/api/auth/reset-password", {
  who: "public",
  summary: "Set a new password with a link; ends all sessions",
  body: closed({ token: Token, password: Password }),
  reply: { 200: Done },
  attemptsPerHour: 30,
});

export const changePassword = mateRoute("POST", "/api/auth/change-password", {
  who: "session",
  summary: "Change the password; ends all other sessions",
  body: closed({ currentPassword: GivenPassword, password: Password }),
  reply: { 200: Type.Object({ success: Type.Literal(true), csrfToken: Type.String() }) },
  attemptsPerHour: 10,
});

export const provePassword = mateRoute("POST", "/api/auth/prove", {
  who: "session",
  summary: "Give the password again, before something grave",
  body: closed({ password: GivenPassword, code: Type.Optional(Type.String({ maxLength: 40 })) }),
  reply: { 200: Done },
  attemptsPerHour: 20,
});

export const Device = Type.Object({
  id: Type.String({ format: "uuid" }),
  current: Type.Boolean(),
  startedAt: TimeAt,
  seenAt: TimeAt,
  userAgent: nullable(Type.String()),
  ipBlock: nullable(Type.String()),
});
export type Device = Static<typeof Device>;

export const listSessions = mateRoute("GET", "/api/auth/sessions", {
  who: "session",
  summary: "Devices with an open session",
  reply: { 200: Type.Object({ items: Type.Array(Device) }) },
});

export const endSession = mateRoute("DELETE", "/api/auth/sessions/:id", {
  who: "session",
  summary: "End the session of one device",
  reply: { 200: Done },
});

export const beginFactor = mateRoute("POST", "/api/auth/totp", {
  who: "session",
  summary: "Begin, confirm or remove the second factor",
  body: closed({
    action: oneOf(["begin", "confirm", "remove"]),
    password: Type.Optional(GivenPassword),
    code: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  reply: {
    200: Type.Object({
      success: Type.Literal(true),
      /** After `begin`. */
      secret: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
      /** The address as a picture to scan: the path of an SVG on a grid of `size`. */
      qr: Type.Optional(Type.Object({ size: Type.Integer(), path: Type.String() })),
      /** After `confirm`, shown once. */
      recoveryCodes: Type.Optional(Type.Array(Type.String())),
    }),
  },
  attemptsPerHour: 20,
});
