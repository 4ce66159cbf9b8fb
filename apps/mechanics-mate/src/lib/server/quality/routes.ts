import * as contract from "@mechanicbuddy/contract/mate/quality";
import { Answer, type Entry, handle } from "../http/api.ts";
import * as quality from "./quality.ts";

export const qualityRoutes: readonly Entry[] = [
  handle(contract.getQuality, async () => quality.published()),
  handle(contract.evaluationQuestions, async () => {
    const headers = {
      "content-type": "application/json",
      "content-disposition": 'attachment; filename="mechanics-mate-questions.json"',
    };
    return new Answer(new Response(JSON.stringify(quality.allQuestions(), null, 2), { headers }));
  }),
];
