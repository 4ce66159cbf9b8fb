/** Our own tables as a provider: no model, no cost, nothing to fail over to. */

import { answerFromTables } from "../reference/reference.ts";
import type { Provider } from "./provider.ts";

export const referenceProvider: Provider = {
  name: "reference",
  model: null,
  async *answer(prepared) {
    for (const draft of answerFromTables(prepared)) yield { type: "draft", draft };
  },
};
