import Type from "typebox";
import { mateRoute } from "./route.ts";

export const openApiDocument = mateRoute("GET", "/api/openapi.json", {
  who: "public",
  summary: "Every route of this interface as OpenAPI 3.1",
  reply: { 200: Type.Record(Type.String(), Type.Unknown()) },
});
