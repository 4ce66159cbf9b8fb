import * as contract from "@mechanicbuddy/contract/mate/vehicles";
import { type Entry, handle } from "../http/api.ts";
import * as vehicles from "./vehicles.ts";

export const vehicleRoutes: readonly Entry[] = [
  handle(contract.listVehicles, async (ctx) => ({ items: await vehicles.list(ctx) })),
  handle(contract.addVehicle, (ctx, { body }) => vehicles.add(ctx, body)),
  handle(contract.decodeVehicle, async (_, { query }) => vehicles.decode(query.vin)),
  handle(contract.getVehicle, (ctx, { params }) => vehicles.get(ctx, params.id)),
  handle(contract.updateVehicle, (ctx, { params, body }) => vehicles.update(ctx, params.id, body)),
  handle(contract.deleteVehicle, async (ctx, { params }) => {
    await vehicles.remove(ctx, params.id);
    return { success: true as const };
  }),
];
