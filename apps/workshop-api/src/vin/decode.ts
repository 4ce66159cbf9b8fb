import { inspectVin } from "@mechanicbuddy/contract/identity-keys";
import { makeOf } from "@mechanicbuddy/platform/vin/prefixes";
import { regionOf } from "@mechanicbuddy/platform/vin/regions";
import { isNorthAmerican, modelYears, patternKey, type VinWarning, vinWarnings } from "@mechanicbuddy/platform/vin/vin";
import type { VpicFacts } from "./vpic.ts";
import { createVpicClient, type VpicClient } from "./vpic-client.ts";

/** `country` is ISO 3166-1 alpha-2. `source` is `vpic` where the American database added something. */
export type DecodedVin = VpicFacts & {
  region?: string;
  country?: string;
  source: "prefix" | "vpic";
  warnings: VinWarning[];
};

export type VinDecoder = {
  /** What a VIN tells, for empty fields of a vehicle. Never rejects: an odd VIN gives warnings and fewer facts. */
  decodeVin(vin: string): Promise<DecodedVin>;
  /** Ends the worker thread; a later decode starts a new one. */
  close(): Promise<void>;
};

type Options = {
  /** Closed together with the decoder. */
  vpic: VpicClient;
  /** How many versions of cars are remembered; the one unused for longest goes first. */
  cacheSize?: number;
  now?: () => Date;
  /** Told why the American database could not be asked; decoding goes on without it. */
  onUnavailable?: (error: Error) => void;
};

export function createVinDecoder(options: Options): VinDecoder {
  const { vpic, cacheSize = 1000, now = () => new Date() } = options;
  const { onUnavailable = (error) => process.emitWarning(error) } = options;
  const remembered = new Map<string, Promise<VpicFacts | undefined>>();

  /** The promise itself is kept, so that equal VINs asked at once share one look-up. A failed one is forgotten. */
  function lookUp(vin: string, years: number[]): Promise<VpicFacts | undefined> {
    const key = patternKey(vin);
    const known = remembered.get(key);
    const facts = known ?? vpic.lookUp(vin, years);
    if (!known) facts.catch(() => remembered.delete(key));
    remembered.delete(key);
    remembered.set(key, facts);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= cacheSize) break;
      remembered.delete(oldest);
    }
    return facts;
  }

  return {
    async decodeVin(vin) {
      const inspected = inspectVin(vin);
      const { key, kind } = inspected;
      const warnings = vinWarnings(inspected);
      if (kind !== "full" && kind !== "misread") return { source: "prefix", warnings };
      const byPrefix = { make: makeOf(key), ...regionOf(key) };
      const prefixOnly: DecodedVin = { ...byPrefix, source: "prefix", warnings };
      if (!isNorthAmerican(inspected)) return prefixOnly;

      const years = modelYears(key, now().getUTCFullYear());
      const dated = { ...prefixOnly, modelYear: years[0] };
      try {
        const facts = await lookUp(key, years);
        return facts ? { ...facts, ...byPrefix, make: byPrefix.make ?? facts.make, source: "vpic", warnings } : dated;
      } catch (error) {
        onUnavailable(error instanceof Error ? error : new Error(String(error)));
        const message = "Only maker and year could be read; the database of American cars did not answer.";
        return { ...dated, warnings: [...warnings, { code: "vpic_unavailable", message }] };
      }
    },
    close: () => vpic.close(),
  };
}

const shared = createVinDecoder({ vpic: createVpicClient() });

/** The process's own decoder: `decodeVin` may be called from anywhere, `closeVinDecoder` when the process ends. */
export const decodeVin = shared.decodeVin;
export const closeVinDecoder = shared.close;
