import type { Role } from "@mechanicbuddy/contract/permission";
import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import type { Context } from "@mechanicbuddy/platform/context";
import { addPerson } from "@mechanicbuddy/workshop-api/opening/store";

/** Everybody in a demo workshop signs in with this; it exists nowhere but in systems that `npm start` made. */
export const demoPassword = "workshop demo";

export interface DemoPerson {
  firstName: string;
  lastName: string;
  username: string;
  role: Role;
  profession: string;
}

let hashed: Promise<string> | undefined;
/** One hash for all demo people: hashing takes 50 ms each and proves nothing here. */
export function demoPasswordHash(): Promise<string> {
  hashed ??= hashPassword(demoPassword);
  return hashed;
}

/** Adds the people of a demo workshop beside its owner. */
export async function addPeople(
  ctx: Context,
  people: readonly DemoPerson[],
  language: string,
): Promise<Map<string, string>> {
  const passwordHash = await demoPasswordHash();
  const employees = new Map<string, string>();
  for (const person of people) {
    const email = `${person.username}@example.com`;
    const { employeeId } = await addPerson(ctx, { ...person, email, language, passwordHash });
    employees.set(person.username, employeeId);
  }
  return employees;
}
