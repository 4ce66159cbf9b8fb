import { passOn } from "#lib/server/pass-on.ts";

export const GET = passOn;
export const POST = passOn;
export const PUT = passOn;
export const PATCH = passOn;
export const DELETE = passOn;
export const OPTIONS = passOn;
