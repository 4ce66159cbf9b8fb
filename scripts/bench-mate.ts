import { floors, goals, measureStreams } from "../packages/assistant/eval/bench.ts";

/** Measures the assistant's engine against a model that is read directly; exits 1 when a floor is missed. */
export async function benchMate(): Promise<never> {
  const { direct, engine, abortMs, answers } = await measureStreams();
  const added = { p50: engine.p50 - direct.p50, p99: engine.p99 - direct.p99, abortMs };
  const row = (name: string, value: number, floor: number, goal: number) =>
    `${name.padEnd(44)} ${value.toFixed(1).padStart(7)} ms   at most ${floor} ms, goal ${goal} ms${value > floor ? "   TOO SLOW" : ""}`;
  console.log(
    `${answers} answers at 50 streams; first block directly ${direct.p50.toFixed(1)} ms, through the engine ${engine.p50.toFixed(1)} ms.`,
  );
  console.log(row("first block, added by the engine, half of them", added.p50, floors.p50, goals.p50));
  console.log(row("first block, added by the engine, 99 of 100", added.p99, floors.p99, goals.p99));
  console.log(row("an abort reaches the model", added.abortMs, floors.abortMs, goals.abortMs));
  const isFine = added.p50 <= floors.p50 && added.p99 <= floors.p99 && abortMs <= floors.abortMs;
  process.exit(isFine ? 0 : 1);
}
