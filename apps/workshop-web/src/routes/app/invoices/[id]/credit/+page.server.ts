import { leftToCredit } from "@mechanicbuddy/contract/credit";
import { creditInvoice, getInvoice } from "@mechanicbuddy/contract/invoices";
import { formatMoney } from "@mechanicbuddy/contract/money";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { ApiProblem, ownProblem } from "@mechanicbuddy/ui/site/problem";
import { redirect } from "@sveltejs/kit";
import { addressesOf } from "#lib/estimates/addresses.ts";
import { choiceOf, quantityField, restockField } from "#lib/invoices/credit-choice.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const invoice = await call(getInvoice, { params: event.params });
  const order = invoice.workOrder && (await call(getWorkOrder, { params: { id: invoice.workOrder.id } }));
  return { invoice, email: order?.customer?.email ?? null };
};

export const actions: Actions = {
  credit: (event) =>
    submit(event, async (form) => {
      const { params, locals } = event;
      const invoice = await api(event)(getInvoice, { params });
      const { chosen, odd, totals } = choiceOf(invoice, (index) => form.text(quantityField(index)));
      for (const index of odd) {
        const line = invoice.lines[index];
        if (line === undefined) continue;
        const words = { left: leftToCredit(line), all: line.quantity };
        locals.form?.faults.push({ field: quantityField(index), message: m["invoices.credit.tooMuch"](words) });
      }
      const body = {
        lines: chosen,
        reason: form.text("reason"),
        restock: chosen.map(({ lineId }) => lineId).filter((id) => form.checked(restockField(indexOf(invoice, id)))),
        send: form.checked("mail") ? { to: addressesOf(event, form, "to") } : undefined,
      };
      const isSumSeen = form.text("sum") === String(totals.totalCents);
      const code = `sum_${totals.totalCents}`;
      if (odd.length === 0 && chosen.length > 0 && !isSumSeen && !form.acceptWarnings?.includes(code)) {
        const sum = formatMoney(totals.totalCents, invoice.currency, "en");
        throw warning(code, m["invoices.credit.sum"]({ sum }));
      }
      const { id } = await api(event)(creditInvoice, { params, body, idempotencyKey: form.key });
      redirect(303, `/app/invoices/${id}?credited`);
    }),
};

function indexOf({ lines }: { lines: readonly { id: string }[] }, id: string): number {
  return lines.findIndex((line) => line.id === id);
}

/** Without script the button cannot say the sum of what was typed: it is asked for once more. */
function warning(code: string, message: string): ApiProblem {
  return new ApiProblem({ ...ownProblem("conflict", message).problem, warnings: [{ code, message }] });
}
