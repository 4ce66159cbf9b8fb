import { getPartByBarcode, type Part } from "@mechanicbuddy/contract/parts";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";

/** The part with this barcode or code; undefined when nobody has it. */
export async function scanned(event: RequestEvent, code: string): Promise<Part | undefined> {
  try {
    return await api(event)(getPartByBarcode, { params: { code } });
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "not_found") return undefined;
    throw error;
  }
}
