import { getBoard, moveWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const me = await event.locals.me();
  const mine = event.url.searchParams.has("mine");
  const query = mine ? { mechanicId: me.employeeId } : {};
  const moving = event.url.searchParams.get("move");
  return { mine, moving, board: await api(event)(getBoard, { query }) };
};

export const actions: Actions = {
  move: (event) =>
    submit(event, async (form) => {
      const params = { id: form.text("cardId") };
      const { fromStatusId } = await api(event)(moveWorkOrder, { params, body: { statusId: form.text("columnId") } });
      return { moved: params.id, from: fromStatusId };
    }),
};
