import { getPlan } from "@mechanicbuddy/contract/plans";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => ({ plan: await api(event)(getPlan) });
