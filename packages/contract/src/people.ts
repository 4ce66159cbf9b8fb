import Type, { type Static } from "typebox";
import { Cents, DateOn, Email, Id, Language, nullable, shownWith, TimeAt, text, Version } from "./fields.ts";
import { Role } from "./identity.ts";
import { listQuery, page } from "./list.ts";
import { closed, empty, route } from "./route.ts";

const employeeFields = {
  firstName: text(80),
  lastName: text(80),
  email: nullable(Email),
  phone: nullable(text(40)),
  address: nullable(text(300)),
  profession: nullable(text(80)),
  note: nullable(text(2000)),
  colour: Type.String({ pattern: "^#[0-9a-f]{6}$", message: "Choose a colour." }),
  labourRateId: nullable(Id),
  skills: Type.Array(text(40), { maxItems: 20 }),
  bookable: Type.Boolean(),
  activeUntilOn: nullable(DateOn),
};

const hourlyCost = { hourlyCostCents: shownWith("costs.read", nullable(Cents)) };

export const Employee = Type.Object({
  id: Id,
  version: Version,
  ...employeeFields,
  ...hourlyCost,
  name: Type.String(),
  active: Type.Boolean(),
  /** The account, if there is one; last seen only for `users.read`. */
  user: nullable(
    Type.Object({
      id: Id,
      username: Type.String(),
      role: Role,
      disabled: Type.Boolean(),
      invitationPending: Type.Boolean(),
      lastSeenAt: Type.Optional(nullable(TimeAt)),
    }),
  ),
});
export type Employee = Static<typeof Employee>;

export const listEmployees = route("GET", "/api/employees", {
  permission: "employees.read",
  summary: "People of the workshop",
  query: listQuery(["name"], { active: Type.Optional(Type.Boolean()) }),
  reply: { 200: page(Employee) },
});

export const getEmployee = route("GET", "/api/employees/:id", {
  permission: "employees.read",
  summary: "One person",
  reply: { 200: Employee },
  errors: ["not_found"],
});

const optionalEmployee = Type.Partial(Type.Object({ ...employeeFields, ...hourlyCost })).properties;

export const createEmployee = route("POST", "/api/employees", {
  permission: "employees.write",
  summary: "Add a person",
  body: closed({ ...optionalEmployee, firstName: employeeFields.firstName, lastName: employeeFields.lastName }),
  reply: { 201: Employee },
  errors: ["invalid"],
});

export const updateEmployee = route("PATCH", "/api/employees/:id", {
  permission: "employees.write",
  summary: "Change a person, or end the employment",
  body: closed({ version: Version, ...optionalEmployee }),
  reply: { 200: Employee },
  errors: ["not_found", "conflict", "forbidden", "invalid"],
});

export const deleteEmployee = route("DELETE", "/api/employees/:id", {
  permission: "employees.write",
  summary: "Delete a person nothing refers to",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

export const User = Type.Object({
  id: Id,
  version: Version,
  employeeId: Id,
  name: Type.String(),
  username: Type.String(),
  email: Type.String(),
  role: Role,
  language: Type.String(),
  disabled: Type.Boolean(),
  invitationPending: Type.Boolean(),
  /** Sign-in asks for a code. */
  secondFactor: Type.Boolean(),
  /** Sign-in failed so often within a day that the next try may have to wait. */
  locked: Type.Boolean(),
  lastSeenAt: nullable(TimeAt),
});
export type User = Static<typeof User>;

export const listUsers = route("GET", "/api/users", {
  permission: "users.read",
  summary: "Accounts, with their state",
  reply: { 200: Type.Object({ items: Type.Array(User) }) },
});

const Username = Type.String({
  minLength: 3,
  maxLength: 64,
  pattern: "^[A-Za-z0-9._-]+$",
  message: "Use 3 to 64 letters, digits, dots, dashes.",
});

export const inviteUser = route("POST", "/api/users", {
  beginsNew: true,
  permission: "users.write",
  summary: "Make an account for a person and mail the link to set a password",
  body: closed({
    employeeId: Type.Optional(Id),
    newEmployee: Type.Optional(closed({ firstName: text(80), lastName: text(80) })),
    username: Username,
    email: Email,
    role: Role,
    language: Type.Optional(Language),
  }),
  reply: { 201: User },
  errors: ["invalid", "conflict", "forbidden", "plan_limit"],
});

export const updateUser = route("PATCH", "/api/users/:id", {
  permission: "users.write",
  summary: "Change user name, e-mail or role",
  body: closed({
    version: Version,
    username: Type.Optional(Username),
    email: Type.Optional(Email),
    role: Type.Optional(Role),
  }),
  reply: { 200: User },
  errors: ["not_found", "conflict", "forbidden", "invalid"],
});

export const deleteUser = route("DELETE", "/api/users/:id", {
  permission: "users.write",
  summary: "Take back an invitation that was never used",
  reply: { 204: empty },
  errors: ["not_found", "conflict", "forbidden", "in_use"],
});

const userAction = (summary: string) =>
  ({
    permission: "users.write",
    summary,
    reply: { 200: User },
    errors: ["not_found", "conflict", "forbidden"],
  }) as const;

export const resendInvitation = route("POST", "/api/users/:id/invite", userAction("Mail a new set-password link"));
export const copyInvitation = route("POST", "/api/users/:id/link", {
  permission: "users.write",
  summary: "A fresh set-password link to hand over oneself, shown once; the older one dies",
  reply: { 200: Type.Object({ link: Type.String() }) },
  errors: ["not_found", "conflict", "forbidden"],
  attemptsPerHour: 60,
});
export const disableUser = route(
  "POST",
  "/api/users/:id/disable",
  userAction("Disable an account and end its sessions"),
);
export const enableUser = route("POST", "/api/users/:id/enable", userAction("Enable an account again"));
export const signOutUser = route("POST", "/api/users/:id/sign-out", userAction("End all sessions of an account"));
export const unlockUser = route(
  "POST",
  "/api/users/:id/unlock",
  userAction("Forget failed sign-ins, so that the next try is looked at at once"),
);
export const resetFactorOfUser = route("POST", "/api/users/:id/reset-factor", {
  ...userAction("Turn a colleague's second factor off who lost phone and recovery codes, and end all sessions"),
  freshProof: true,
});
