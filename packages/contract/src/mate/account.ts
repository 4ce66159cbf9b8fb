import Type from "typebox";
import { TimeAt } from "../fields.ts";
import { binary, closed } from "../route.ts";
import { mateRoute } from "./route.ts";

export const exportAccount = mateRoute("GET", "/api/account/export", {
  who: "session",
  summary: "Everything that is held about the account, as JSON files in an archive",
  reply: { 200: binary("application/zip") },
  attemptsPerHour: 10,
});

export const closeAccount = mateRoute("DELETE", "/api/account", {
  who: "session",
  summary: "Close the account: its plan ends now, everything in it is erased after thirty days",
  body: closed({
    password: Type.String({ minLength: 1, maxLength: 200, message: "Enter your password." }),
  }),
  reply: { 200: Type.Object({ success: Type.Literal(true), erasedAt: TimeAt }) },
  attemptsPerHour: 10,
});
