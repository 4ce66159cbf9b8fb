import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Ground, openGround } from "../testing/ground.ts";
import { withClient } from "./bootstrap.ts";
import { migrate } from "./migrate.ts";
import { type MigrationSet, readMigrations } from "./migrations.ts";

let ground: Ground;
let folder: string;
let newer: MigrationSet;
let [good, full] = ["", ""];
beforeAll(async () => {
  ground = await openGround(inject("platformDatabase"));
  [good, full] = [await ground.newTenant(), await ground.newTenant()];
  await withClient(ground.owner, (client) =>
    client.query("delete from instance.tenants where not (id = any($1))", [[good, full]]),
  );
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  for (const name of ground.migrations.names)
    await symlink(join(ground.migrations.directory, `${name}.sql`), join(folder, `${name}.sql`));
  await writeFile(
    join(folder, "9990_needs_room.sql"),
    `-- safe\ncomment on table notes is 'newer';
      do $$ begin if exists (select from notes where text = 'in the way') then raise 'no room'; end if; end $$;\n`,
  );
  newer = await readMigrations(folder);
});
afterAll(async () => {
  await ground.close();
  await rm(folder, { recursive: true });
});

const upgrade = (retry?: string) =>
  migrate({ owner: ground.owner, appPassword: ground.app.password, tenants: newer, keys: ground.keys, retry });
const asTenant = (id: string, text: string) =>
  withClient(ground.owner, (client) => client.query(text.replace("notes", `"tenant_${id}".notes`)));
const stuck = async () => {
  ground.registry.refresh();
  return (await ground.registry.all()).filter(({ isStuck }) => isStuck).map(({ id }) => id);
};

test("a workshop whose migration fails is marked and passed over, and goes on once it is tried again", async () => {
  await asTenant(full, "insert into notes (id, text) values (gen_random_uuid(), 'in the way')");
  const first = await upgrade();
  expect(first).toMatchObject({ migrated: [good], failed: [{ id: full, error: "no room" }] });
  expect(await stuck()).toEqual([full]);
  expect(await upgrade()).toMatchObject({ migrated: [], current: 1, failed: [{ id: full }] });
  await asTenant(full, "delete from notes");
  expect(await upgrade(good)).toMatchObject({ migrated: [], failed: [] });
  expect(await upgrade(full)).toMatchObject({ migrated: [full], failed: [] });
  expect(await stuck()).toEqual([]);
});
