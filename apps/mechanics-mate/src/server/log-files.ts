import { mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Where log lines go: always to standard output, and into files where the folder can be written. */
export interface LogSink {
  write(line: string): void;
  /** Why there are no files; undefined when there are. */
  readonly fault: string | undefined;
}

/** `app.log` holds everything, `error.log` the errors. A folder that cannot be written costs the files, not the start. */
export function openLogFiles(folder: string | undefined): LogSink {
  const files = folder === undefined ? undefined : opened(folder);
  return {
    fault: typeof files === "string" ? files : undefined,
    write: (line) => {
      process.stdout.write(line);
      if (typeof files !== "object") return;
      try {
        writeSync(files.all, line);
        if (line.startsWith('{"level":"error"')) writeSync(files.errors, line);
      } catch {
        // A full disk must not end the process; the line stands on standard output.
      }
    },
  };
}

function opened(folder: string): { all: number; errors: number } | string {
  try {
    mkdirSync(folder, { recursive: true });
    return {
      all: openSync(join(folder, "app.log"), "a", 0o640),
      errors: openSync(join(folder, "error.log"), "a", 0o640),
    };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
}
