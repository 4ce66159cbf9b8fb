import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const protocol = "v5.channel.k8s.io";
const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Channels of Kubernetes' protocol over a WebSocket: the first byte of a message says which. */
export const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 };

export interface Channels {
  send(channel: number, text: string | Buffer): void;
  end(): void;
}

/**
 * Answers an upgrade with Kubernetes' channel protocol. @param onMessage what the client sends, by channel
 * @returns undefined when the client speaks another protocol; it has been refused then
 */
export function acceptChannels(
  request: IncomingMessage,
  socket: Duplex,
  onMessage: (channel: number, bytes: Buffer) => void,
): Channels | undefined {
  const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/,\s*/);
  if (!offered.includes(protocol)) {
    socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
    return undefined;
  }
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${guid}`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\nsec-websocket-protocol: ${protocol}\r\n\r\n`,
  );
  readFrames(socket, (opcode, bytes) => {
    if (opcode === 8) socket.end();
    else if (opcode === 9) socket.write(frame(10, bytes));
    else if (opcode <= 2 && bytes.length > 0) onMessage(bytes[0] ?? 0, bytes.subarray(1));
  });
  return {
    send: (channel, text) => void socket.write(frame(2, Buffer.concat([Buffer.from([channel]), Buffer.from(text)]))),
    end: () => void socket.end(frame(8, Buffer.from([0x03, 0xe8]))),
  };
}

function frame(opcode: number, bytes: Buffer): Buffer {
  const { length } = bytes;
  if (length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, length]), bytes]);
  const head = Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, bytes]);
}

/** Takes frames apart; what a client sends is masked. */
function readFrames(socket: Duplex, onFrame: (opcode: number, bytes: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (rest.length < 2) return;
      const short = (rest[1] ?? 0) & 0x7f;
      const start = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (rest.length < start + 4) return;
      const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
      const end = start + 4 + length;
      if (rest.length < end) return;
      const mask = rest.subarray(start, start + 4);
      const bytes = Buffer.from(rest.subarray(start + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
      const opcode = (rest[0] ?? 0) & 0x0f;
      rest = rest.subarray(end);
      onFrame(opcode, bytes);
    }
  });
}
