import * as contract from "@mechanicbuddy/contract/parts";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as movements from "./movements.ts";
import * as parts from "./parts.ts";
import * as storages from "./storages.ts";
import * as suppliers from "./suppliers.ts";

export function partsRoutes(app: App): void {
  handle(app, contract.listStorages, (ctx) => storages.list(ctx));
  handle(app, contract.getStorage, (ctx, { params }) => storages.get(ctx, params.id));
  handle(app, contract.createStorage, (ctx, { body }) => storages.create(ctx, body));
  handle(app, contract.updateStorage, (ctx, { params, body }) => storages.update(ctx, params.id, body));
  handle(app, contract.deleteStorage, (ctx, { params }) => storages.remove(ctx, params.id));

  handle(app, contract.listParts, (ctx, { query }) => parts.list(ctx, query));
  handle(app, contract.getPart, (ctx, { params }) => parts.get(ctx, params.id));
  handle(app, contract.createPart, (ctx, { body }) => parts.create(ctx, body));
  handle(app, contract.updatePart, (ctx, { params, body }) => parts.update(ctx, params.id, body));
  handle(app, contract.deletePart, (ctx, { params }) => parts.remove(ctx, params.id));
  handle(app, contract.addSupplierPrice, (ctx, { params, body }) => parts.addPrice(ctx, params.id, body));
  handle(app, contract.getPartByBarcode, async (ctx, { params }) => {
    const part = await parts.findByCode(ctx, params.code);
    if (part === undefined) throw notFound();
    return part;
  });
  handle(app, contract.listStockMoves, (ctx, { params, query }) => parts.moves(ctx, params.id, query));
  handle(app, contract.listLowStock, (ctx) => parts.low(ctx));

  handle(app, contract.receiveStock, (ctx, { body }) => movements.receive(ctx, body));
  handle(app, contract.transferStock, (ctx, { body }) => movements.transfer(ctx, body));
  handle(app, contract.countStock, (ctx, { body }) => movements.count(ctx, body));

  handle(app, contract.listSuppliers, (ctx) => suppliers.list(ctx));
  handle(app, contract.getSupplier, (ctx, { params }) => suppliers.get(ctx, params.id));
  handle(app, contract.createSupplier, (ctx, { body }) => suppliers.create(ctx, body));
  handle(app, contract.updateSupplier, (ctx, { params, body }) => suppliers.update(ctx, params.id, body));
  handle(app, contract.deleteSupplier, (ctx, { params }) => suppliers.remove(ctx, params.id));
}
