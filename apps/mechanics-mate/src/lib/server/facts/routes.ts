import * as contract from "@mechanicbuddy/contract/mate/facts";
import { type Entry, handle } from "../http/api.ts";
import { facts } from "./facts.ts";

export const factRoutes: readonly Entry[] = [handle(contract.siteFacts, async (ctx) => facts(ctx))];
