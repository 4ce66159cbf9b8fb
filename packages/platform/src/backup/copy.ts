import { once } from "node:events";
import type { Client, Submittable } from "pg";

/** What of pg's connection COPY needs; its types leave it out. */
interface Wire {
  stream: NodeJS.ReadWriteStream & { writableNeedDrain?: boolean };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

const HELD_BYTES = 4 * 1024 * 1024;

/** Rows as `COPY … TO STDOUT` sends them. The connection waits while more than 4 MB have not been taken. */
export async function* copyOut(client: Client, statement: string): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = [];
  let held = 0;
  let fault: Error | undefined;
  let isOver = false;
  let sent: number | undefined;
  let came = 0;
  let wake = Promise.withResolvers<void>();
  const tell = () => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  let wire: Wire | undefined;
  const query = {
    submit(connection: unknown) {
      wire = connection as Wire;
      wire.query(statement);
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      // pg parses the next message into the same memory.
      waiting.push(Buffer.from(chunk));
      held += chunk.length;
      if (held > HELD_BYTES) wire?.stream.pause();
      tell();
    },
    handleCommandComplete({ text }: { text: string }) {
      sent = Number(/^COPY (\d+)$/.exec(text)?.[1]);
    },
    handleError(error: Error) {
      fault = error;
      isOver = true;
      tell();
    },
    handleReadyForQuery() {
      isOver = true;
      tell();
    },
  };
  client.query(query as unknown as Submittable);
  for (;;) {
    const next = wake.promise;
    if (waiting.length > 0) {
      const taken = Buffer.concat(waiting.splice(0));
      held = 0;
      wire?.stream.resume();
      came += rowsIn(taken);
      yield taken;
    } else if (isOver) break;
    else await next;
  }
  if (fault !== undefined) throw fault;
  if (came !== sent) throw new Error(`The database sent ${sent} rows, and ${came} came.`);
}

/** Rows in COPY format: text escapes line breaks inside values, so each ends in one of its own. */
export function rowsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

/** Sends rows to `COPY … FROM STDIN`. When the chunks end in an error, no row is kept. */
export function copyIn(client: Client, statement: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let fault: Error | undefined;
    const send = async (wire: Wire) => {
      try {
        for await (const chunk of chunks) {
          if (fault !== undefined) return;
          wire.sendCopyFromChunk(chunk);
          if (wire.stream.writableNeedDrain === true) await once(wire.stream, "drain");
        }
        wire.endCopyFrom();
      } catch (error) {
        fault = error as Error;
        wire.sendCopyFail("the rows could not be read");
      }
    };
    const query = {
      submit: (connection: unknown) => (connection as Wire).query(statement),
      handleCopyInResponse: (connection: unknown) => void send(connection as Wire),
      handleCommandComplete() {},
      // After an error pg asks this query nothing more.
      handleError(error: Error) {
        fault ??= error;
        reject(fault);
      },
      handleReadyForQuery: () => resolve(),
    };
    client.query(query as unknown as Submittable);
  });
}
