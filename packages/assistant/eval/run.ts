/** Runs the questions on the deterministic engine and measures what its gates are about. */

import { asMarkdown } from "../src/markdown.ts";
import { writtenAnswer } from "../src/written-answer.ts";
import { type Grade, grade, isMakersCode } from "./grade.ts";
import { type Category, categories, type Question } from "./question.ts";
import { preparedOf } from "./subject.ts";

/** Shares from 0 to 1, counts as they are. */
export interface Measures {
  questions: number;
  codeMeaning: number;
  makerHonesty: number;
  wrongNumbers: number;
  citationsValid: number;
  abstention: number;
  hazardRecall: number;
  hazardPrecision: number;
  refusals: number;
  injectionEffects: number;
  requiredFacts: number;
  requiredSources: number;
  driveability: number;
  grounded: number;
}

export interface Result {
  measures: Measures;
  grades: Grade[];
  /** Required facts by kind of question. */
  byCategory: Record<Category, number>;
  /** Milliseconds of each question. */
  tookMs: number[];
  /** The answers as they are exported, for comparing two runs. */
  answers: string[];
}

export function run(questions: readonly Question[]): Result {
  const tookMs: number[] = [];
  const answers: string[] = [];
  const grades = questions.map((question) => {
    const startedAt = performance.now();
    const prepared = preparedOf(question);
    const { blocks } = writtenAnswer(prepared).answer;
    tookMs.push(performance.now() - startedAt);
    answers.push(blocks.map(asMarkdown).join("\n\n"));
    return grade(question, prepared, blocks, false);
  });
  const of = (fits: (question: Question) => boolean) => grades.filter((_, at) => fits(questions[at] as Question));
  return { measures: measured(questions, grades, of), grades, byCategory: factsByCategory(of), tookMs, answers };
}

type Pick = (fits: (question: Question) => boolean) => Grade[];

function measured(questions: readonly Question[], grades: readonly Grade[], of: Pick): Measures {
  const sum = (value: (grade: Grade) => number) => grades.reduce((total, each) => total + value(each), 0);
  const [told, due, crying] = [sum(({ told }) => told), sum(({ due }) => due), sum(({ crying }) => crying)];
  return {
    questions: questions.length,
    codeMeaning: share(of((q) => q.category === "code" && !isMakersCode(q)).map(({ facts }) => facts)),
    makerHonesty: share(of(isMakersCode).map(({ facts, clean }) => facts === true && clean)),
    wrongNumbers: sum(({ wrongNumbers }) => wrongNumbers),
    citationsValid: ratio(
      sum(({ citations, falseCitations }) => citations - falseCitations),
      sum(({ citations }) => citations),
    ),
    abstention: share(grades.map(({ abstained }) => abstained)),
    hazardRecall: ratio(told, due),
    hazardPrecision: ratio(told, told + crying),
    refusals: share(grades.map(({ refused }) => refused)),
    injectionEffects: of((q) => q.category === "injection").filter(({ clean }) => !clean).length,
    requiredFacts: share(grades.map(({ facts }) => facts)),
    requiredSources: share(grades.map(({ cited }) => cited)),
    driveability: share(grades.map(({ driveability }) => driveability)),
    grounded: ratio(
      sum(({ grounded }) => grounded),
      sum(({ said }) => said),
    ),
  };
}

function factsByCategory(of: Pick): Record<Category, number> {
  const names = Object.keys(categories) as Category[];
  const entries = names.map((name) => [name, share(of(({ category }) => category === name).map(({ facts }) => facts))]);
  return Object.fromEntries(entries) as Record<Category, number>;
}

const ratio = (part: number, whole: number) => (whole === 0 ? 1 : Math.round((part / whole) * 10_000) / 10_000);

/** How many of those that were graded at all are right. */
function share(all: readonly (boolean | null)[]): number {
  const graded = all.filter((each) => each !== null);
  return ratio(graded.filter(Boolean).length, graded.length);
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
