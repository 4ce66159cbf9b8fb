/** How sure an answer is: computed from what it cites and how well the vehicle is known, never asked of a model. */

import { type Block, isCited } from "./block.ts";
import type { Vehicle } from "./question.ts";
import { type Source, trustOf } from "./source.ts";

/** 0 to 1; null where nothing was said that could be cited. */
export function confidenceOf(
  blocks: readonly Block[],
  sources: readonly Source[],
  vehicle: Vehicle | null,
): number | null {
  const said = blocks.filter(isCited);
  if (said.length === 0) return null;
  const cited = said.filter(({ citations }) => citations.length > 0);
  const ids = new Set(cited.flatMap(({ citations }) => citations.map(({ sourceId }) => sourceId)));
  const trusts = sources.filter(({ id }) => ids.has(id)).map(trustOf);
  const trust = trusts.length === 0 ? 0 : trusts.reduce((sum, each) => sum + each, 0) / trusts.length;
  const sure = 0.5 * (cited.length / said.length) + 0.3 * trust + 0.2 * certaintyOf(vehicle);
  return Math.round(sure * 1000) / 1000;
}

/** How much of the vehicle is known; what was only decoded counts half. */
function certaintyOf(vehicle: Vehicle | null): number {
  if (vehicle === null) return 0;
  const fields = ["make", "model", "year", "engine"] as const;
  const known = fields.map((field) => (vehicle[field] === null ? 0 : vehicle.said[field] === "decode" ? 0.5 : 1));
  return known.reduce<number>((sum, each) => sum + each, 0) / fields.length;
}
