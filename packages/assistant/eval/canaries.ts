/** Every canary: an attack in each place where something is read. */

import { contentCanaries } from "./canaries/content.ts";
import { inputCanaries } from "./canaries/input.ts";
import { turnCanaries } from "./canaries/turns.ts";
import type { Canary } from "./canary.ts";

export const canaries: readonly Canary[] = [...inputCanaries, ...contentCanaries, ...turnCanaries];
