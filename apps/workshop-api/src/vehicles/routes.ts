import * as contract from "@mechanicbuddy/contract/vehicles";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as dueItems from "./due-items.ts";
import * as ownership from "./ownership.ts";
import * as readings from "./readings.ts";
import * as vehicles from "./vehicles.ts";

export function vehiclesRoutes(app: App): void {
  handle(app, contract.listVehicles, (ctx, { query }) => vehicles.list(ctx, query));
  handle(app, contract.createVehicle, (ctx, { body: { ownerId, acceptWarnings, ...input } }) =>
    vehicles.create(ctx, input, { ownerId, acceptWarnings }),
  );
  handle(app, contract.getVehicle, (ctx, { params }) => vehicles.get(ctx, params.id));
  handle(app, contract.updateVehicle, (ctx, { params, body }) => vehicles.update(ctx, params.id, body));
  handle(app, contract.deleteVehicle, (ctx, { params }) => vehicles.remove(ctx, params.id));
  handle(app, contract.listVehicleHistory, (ctx, { params, query }) => vehicles.history(ctx, params.id, query));
  handle(app, contract.listDeclinedWork, (ctx, { params }) => vehicles.declined(ctx, params.id));
  handle(app, contract.decodeVin, (_ctx, { params }) => vehicles.decode(params.vin));
  handle(app, contract.listMakes, (ctx) => vehicles.makes(ctx));

  handle(app, contract.listModels, (ctx, { query }) => vehicles.models(ctx, query.make));

  handle(app, contract.listOwners, (ctx, { params }) => ownership.owners(ctx, params.id));
  handle(app, contract.changeOwner, (ctx, { params, body }) => ownership.changeOwner(ctx, params.id, body));

  handle(app, contract.listReadings, (ctx, { params }) => readings.readings(ctx, params.id));
  handle(app, contract.addReading, (ctx, { params, body }) =>
    readings.addReading(ctx, params.id, { ...body, source: "manual" }),
  );

  handle(app, contract.listDueItems, (ctx, { params }) => dueItems.list(ctx, params.id));
  handle(app, contract.createDueItem, (ctx, { params, body }) => dueItems.create(ctx, params.id, body));
  handle(app, contract.updateDueItem, (ctx, { params, body }) => dueItems.update(ctx, params.id, body));
  handle(app, contract.deleteDueItem, (ctx, { params }) => dueItems.remove(ctx, params.id));
}
