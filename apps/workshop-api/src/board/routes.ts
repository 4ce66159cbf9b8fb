import * as contract from "@mechanicbuddy/contract/work-orders";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as board from "./board.ts";

export function boardRoutes(app: App): void {
  handle(app, contract.getBoard, (ctx, { query }) => board.getBoard(ctx, query.mechanicId));
  handle(app, contract.moveWorkOrder, (ctx, { params, body }) => board.move(ctx, params.id, body));
  handle(app, contract.listBoardStatuses, (ctx) => board.listStatuses(ctx));
  handle(app, contract.getBoardStatus, (ctx, { params }) => board.getStatus(ctx, params.id));
  handle(app, contract.createBoardStatus, (ctx, { body }) => board.createStatus(ctx, body));
  handle(app, contract.updateBoardStatus, (ctx, { params, body }) => board.updateStatus(ctx, params.id, body));
  handle(app, contract.deleteBoardStatus, (ctx, { params }) => board.deleteStatus(ctx, params.id));
}
