/** Every question of the evaluation. */

import type { Question } from "./question.ts";
import { calculationQuestions } from "./questions/calculations.ts";
import { codeQuestions } from "./questions/codes.ts";
import { injectionQuestions } from "./questions/injection.ts";
import { intervalQuestions } from "./questions/intervals.ts";
import { procedureQuestions } from "./questions/procedures.ts";
import { recordQuestions } from "./questions/records.ts";
import { specificationQuestions } from "./questions/specifications.ts";
import { symptomQuestions } from "./questions/symptoms.ts";
import { unlawfulQuestions } from "./questions/unlawful.ts";
import { vehicleQuestions } from "./questions/vehicles.ts";

export const questions: readonly Question[] = [
  ...codeQuestions,
  ...symptomQuestions,
  ...specificationQuestions,
  ...procedureQuestions,
  ...intervalQuestions,
  ...calculationQuestions,
  ...vehicleQuestions,
  ...recordQuestions,
  ...injectionQuestions,
  ...unlawfulQuestions,
];
