/** The stand-in of a hosted model in a process of its own, so that a measurement does not pay for it. */

import { startAnthropicFake } from "../src/providers/anthropic.fake.ts";

const fake = await startAnthropicFake();
const blocks = Array.from({ length: 8 }, (_, at) => ({
  kind: "note",
  text: `Block ${at + 1} of an answer that is as long as usual, with a sentence or two to read beside the car.`,
  citations: [],
}));
fake.script({ blocks, pauseMs: 1000 });
process.on("message", (asked) => {
  const newest = fake.requests.at(-1);
  if (asked === "left") process.send?.({ leftAt: newest?.leftAt !== null });
  if (asked === "body") process.send?.({ body: JSON.stringify(newest?.body) });
});
process.send?.({ url: fake.url });
process.on("disconnect", () => process.exit(0));
