import { commands } from "./commands.ts";
import { StartFault } from "./reach.ts";
import { start } from "./start.ts";

const [name, ...args] = process.argv.slice(2);

try {
  if (name === undefined) await start();
  else {
    const command = commands[name];
    if (command === undefined)
      throw new StartFault(`There is no command ${name}. Known: ${Object.keys(commands).join(", ")}`);
    await command(args);
    process.exit();
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

/** One clear line of what an operator can put right; anything else is a fault of ours and shows its stack. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForOperator =
    error instanceof StartFault ||
    /^(Port \d+ is taken|Migration |Unknown option|The login that migrates)/.test(error.message);
  return isForOperator ? error.message : (error.stack ?? error.message);
}
