import type { Demo } from "./demo/demos.ts";
import { demoPassword } from "./demo/people.ts";
import { mateAccount, mateAdministrator } from "./mate.ts";
import type { portsFrom } from "./ports.ts";

/** The table printed when everything runs: where to go, and who can sign in. */
export function summary(ports: ReturnType<typeof portsFrom>, demos: readonly Demo[], seconds: number): string {
  const site = (demo: Demo) => `http://${demo.id === "demo" ? "" : `${demo.id}.`}localhost:${ports.web.port}`;
  const addresses: [string, string][] = [
    ...demos.map((demo) => [demo.name, site(demo)] as [string, string]),
    ["Mechanics Mate", `http://localhost:${ports.mate.port}`],
    ["Platform, signup and operator", `http://localhost:${ports.portal.port}`],
    ["Caught mail", `http://localhost:${ports.mail.port}`],
    ["API reference", `http://localhost:${ports.api.port}/docs`],
  ];
  const logins = demos.flatMap((demo) =>
    demo.logins.map(({ name, role, username }) => [demo.name, name, role, username, demoPassword]),
  );
  logins.push(["Mechanics Mate", mateAccount.name, "account", mateAccount.email, mateAccount.password]);
  const { name, email, password, secret } = mateAdministrator;
  logins.push(["Mechanics Mate", name, `operator, app ${secret}`, email, password]);
  return [
    "",
    table(["what", "where"], addresses),
    "",
    table(["workshop", "person", "role", "user name", "password"], logins),
    "",
    "Who runs the platform: npm run staff -- invite you@example.com owner prints a link to the operator's desk.",
    `Ready after ${seconds.toFixed(1)} s. Ctrl-C stops everything; npm start -- --fresh begins anew.`,
  ].join("\n");
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: string[]) =>
    `  ${cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("   ")
      .trimEnd()}`;
  return [line(head), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n");
}
