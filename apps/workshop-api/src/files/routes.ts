import * as contract from "@mechanicbuddy/contract/files";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as files from "./files.ts";
import * as hanging from "./hanging.ts";

export function fileRoutes(app: App): void {
  // Decoding takes its time and must not hold a transaction.
  const slow = { transaction: false };

  handle(app, contract.uploadFile, (ctx, { body, query }) => files.upload(ctx, body, query.name), slow);
  handle(
    app,
    contract.getFile,
    async (ctx, { params, query }) => new File(await files.show(ctx, params.id, query.size)),
  );
  handle(
    app,
    contract.getFileByAddress,
    async (ctx, { params }) => new File(await files.showByAddress(ctx, params.token)),
  );

  const order = (id: string) => ({ thing: "work_order", id }) as const;
  handle(app, contract.listWorkOrderFiles, (ctx, { params }) => hanging.list(ctx, order(params.id)));
  handle(app, contract.hangOnWorkOrder, (ctx, { params, body }) => hanging.hang(ctx, order(params.id), body));
  handle(app, contract.captionWorkOrderFile, (ctx, { params, body }) =>
    hanging.caption(ctx, order(params.id), params.fileId, body),
  );
  handle(app, contract.removeWorkOrderFile, (ctx, { params }) => hanging.remove(ctx, order(params.id), params.fileId));

  const vehicle = (id: string) => ({ thing: "vehicle", id }) as const;
  handle(app, contract.listVehicleFiles, (ctx, { params }) => hanging.list(ctx, vehicle(params.id)));
  handle(app, contract.hangOnVehicle, (ctx, { params, body }) => hanging.hang(ctx, vehicle(params.id), body));
  handle(app, contract.captionVehicleFile, (ctx, { params, body }) =>
    hanging.caption(ctx, vehicle(params.id), params.fileId, body),
  );
  handle(app, contract.removeVehicleFile, (ctx, { params }) => hanging.remove(ctx, vehicle(params.id), params.fileId));

  const customer = (id: string) => ({ thing: "customer", id }) as const;
  handle(app, contract.listCustomerFiles, (ctx, { params }) => hanging.list(ctx, customer(params.id)));
  handle(app, contract.hangOnCustomer, (ctx, { params, body }) => hanging.hang(ctx, customer(params.id), body));
  handle(app, contract.captionCustomerFile, (ctx, { params, body }) =>
    hanging.caption(ctx, customer(params.id), params.fileId, body),
  );
  handle(app, contract.removeCustomerFile, (ctx, { params }) =>
    hanging.remove(ctx, customer(params.id), params.fileId),
  );
}
