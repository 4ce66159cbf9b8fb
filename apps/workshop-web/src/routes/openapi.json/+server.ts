import { passOn } from "#lib/server/pass-on.ts";

export const GET = passOn;
