import { binary, route } from "./route.ts";

export const getFile = route("GET", "/api/files/:id", {
  permission: "self",
  summary: "A picture or document, for whoever may see what it hangs on",
  reply: { 200: binary("application/octet-stream") },
  errors: ["not_found", "forbidden"],
});
