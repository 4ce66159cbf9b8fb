import { createSocket } from "node:dgram";
import { AUTHORITATIVE_ANSWER, type DecodedPacket, decode, encode, type Packet } from "dns-packet";

export interface FakeNameServer {
  /** `127.0.0.1:<port>`, as a resolver's setting. */
  address: string;
  /** Names that nobody delegated: they are in the zone, and the world does not hear of them. */
  readonly unheard: Set<string>;
  /** Says nothing at all to so many questions. */
  beSilent(times: number): void;
  stop(): Promise<void>;
}

const NXDOMAIN = 3;

/** A name server of one zone, over UDP. @param aliases where each name of the zone leads; read for every question */
export async function startFakeNameServer(aliases: () => Map<string, string>): Promise<FakeNameServer> {
  const unheard = new Set<string>();
  let silent = 0;
  const socket = createSocket("udp4");
  socket.on("message", (message, { port, address }) => {
    if (silent > 0) {
      silent--;
      return;
    }
    const question = decode(message);
    const answer = answerTo(question, aliases(), unheard);
    const fields: Packet = { type: "response", id: question.id ?? 0, questions: question.questions ?? [], ...answer };
    socket.send(encode(fields), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    unheard,
    beSilent: (times) => {
      silent = times;
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function answerTo({ questions = [] }: DecodedPacket, aliases: Map<string, string>, unheard: Set<string>): Packet {
  const [{ name = "", type } = {}] = questions;
  const target = unheard.has(name) ? undefined : aliases.get(name.toLowerCase());
  if (target === undefined) return { flags: AUTHORITATIVE_ANSWER | NXDOMAIN };
  const answers = type === "CNAME" ? [{ type, name, ttl: 60, data: target }] : [];
  return { flags: AUTHORITATIVE_ANSWER, answers };
}
