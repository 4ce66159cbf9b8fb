import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import type { RequestEvent } from "@sveltejs/kit";

/**
 * Runs a call whose body leaves out empty rows of a form, and puts the sentences of a refusal beside the rows as they
 * were typed.
 * @param rows number in the form of each row that was sent
 */
export async function atRows<T>(
  event: RequestEvent,
  list: string,
  rows: readonly number[],
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    // What this server could not read is named by the form's own rows.
    const isOwn = (event.locals.form?.faults.length ?? 0) > 0;
    if (!(error instanceof ApiProblem) || isOwn || error.problem.errors === undefined) throw error;
    throw new ApiProblem({
      ...error.problem,
      errors: error.problem.errors.map((one) => ({ ...one, field: fieldAt(list, rows, one.field) })),
    });
  }
}

/** The field of the form for a field of the body: `lines.0.price` is `lines.2.price` when two rows were left out before. */
export function fieldAt(list: string, rows: readonly number[], field: string): string {
  const [head, index, ...rest] = field.split(".");
  const row = rows[Number(index)];
  return head === list && row !== undefined ? [head, row, ...rest].join(".") : field;
}
