import { Resolver } from "node:dns/promises";
import { Trouble } from "./trouble.ts";

/** What the world is told about a name. */
export interface NameServers {
  /** Where a name leads: its alias, or its addresses (IPv4) when it has none; empty when nobody knows it. */
  leadsTo(name: string): Promise<string[]>;
}

/** Answers that mean "there is no such thing", and not "I cannot say". */
const nothing = ["ENOTFOUND", "ENODATA"];

/** @param servers addresses of resolvers, `9.9.9.9` or `127.0.0.1:5353`; the next one is asked when one is silent */
export function nameServers(servers: readonly string[], timeoutMs = 2_000): NameServers {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  resolver.setServers(servers);
  const known = async (name: string, asked: Promise<string[]>) => {
    try {
      return await asked;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (nothing.includes(code)) return [];
      throw new Trouble(`The name servers (${servers.join(", ")}) do not answer for ${name}: ${code}`);
    }
  };
  return {
    leadsTo: async (name) => {
      const alias = await known(name, resolver.resolveCname(name));
      return alias.length > 0 ? alias : known(name, resolver.resolve4(name));
    },
  };
}
