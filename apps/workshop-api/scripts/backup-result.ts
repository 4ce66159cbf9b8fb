import { type Owner, withClient } from "@mechanicbuddy/platform/database/bootstrap";

/** Notes how a backup or a drill went, for the alerts. What cannot be noted does not undo it. */
export async function recordBackup(owner: Owner, kind: "backup" | "drill", succeeded: boolean, detail: string) {
  try {
    await withClient(owner, (client) =>
      client.query("insert into instance.backup_results (kind, succeeded, detail) values ($1, $2, $3)", [
        kind,
        succeeded,
        detail.slice(0, 1000),
      ]),
    );
  } catch (error) {
    process.stderr.write(`The result could not be noted in the database: ${(error as Error).message}\n`);
  }
}
