import { ZipFile } from "yazl";

export interface Zip {
  add(name: string, text: string, at: Date): void;
  end(): Promise<Buffer>;
}

/** An archive in memory; what one account holds is small. */
export function newZip(): Zip {
  const file = new ZipFile();
  return {
    add: (name, text, at) => file.addBuffer(Buffer.from(text), name, { mtime: at }),
    end: async () => {
      file.end();
      const parts: Buffer[] = [];
      for await (const part of file.outputStream) parts.push(part as Buffer);
      return Buffer.concat(parts);
    },
  };
}
