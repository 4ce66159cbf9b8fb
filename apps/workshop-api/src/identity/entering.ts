import type { enterAsSupport, enterByHandover } from "@mechanicbuddy/contract/identity";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Input, Reply } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newToken } from "@mechanicbuddy/platform/keys";
import * as codes from "./code-store.ts";
import { newLink } from "./links.ts";
import { hasFactor } from "./second-factor.ts";
import { askForCode, beginSession, type SignInTerms } from "./sign-in.ts";
import * as store from "./store.ts";
import { openSession } from "./support.ts";

/**
 * Lets the owner in with the platform's code. Who has no password yet gets the link to choose one, who has a second
 * factor gives it, everybody else is signed in. Used, expired and unknown codes read alike.
 */
export async function enterByCode(
  ctx: Context,
  { code, deviceToken }: Input<typeof enterByHandover>["body"],
  terms: SignInTerms,
): Promise<Reply<typeof enterByHandover>> {
  const used = await codes.use(ctx, code);
  const account = used?.accessId === null ? await store.findById(ctx, used.userId) : undefined;
  if (account === undefined || account.disabled) throw gone();
  const { id, username: name, passwordHash } = account;
  if (passwordHash === null) {
    const link = await inTransaction(ctx, (ctx) => newLink(ctx, id, "invite"));
    return { setPassword: new URL(link).pathname, signedIn: null };
  }
  if (await hasFactor(ctx, id)) await askForCode(ctx, id, { name, remember: false });
  const beginning = { name, remember: false, deviceToken: deviceToken ?? newToken(), factor: false };
  return {
    setPassword: null,
    signedIn: await inTransaction(ctx, (ctx) => beginSession(ctx, account, beginning, terms)),
  };
}

/** Lets somebody of the operator in, as agreed with the owner. */
export function enterForSupport(
  ctx: Context,
  { code }: Input<typeof enterAsSupport>["body"],
  terms: SignInTerms,
): Promise<Reply<typeof enterAsSupport>> {
  return inTransaction(ctx, async (ctx) => {
    const used = await codes.use(ctx, code);
    if (used === undefined || used.accessId === null || used.person === null) throw gone();
    const session = await openSession(ctx, used.person, terms.tokens, used.accessId);
    const me = await store.findMe({ ...ctx, actor: { kind: "support", supportPerson: used.person } }, used.userId);
    if (me === undefined) throw gone();
    return { ...session, deviceToken: newToken(), me: { ...me, mustAddFactor: false, mustChangePassword: false } };
  });
}

function gone(): Refusal {
  return new Refusal("gone", "This way in was used or has expired. Open the workshop from the portal again.");
}
