import { existsSync } from "node:fs";
import { runSite } from "@mechanicbuddy/platform/http/site";
import { serveSite } from "./serve.ts";

const envFile = new URL("../.env", import.meta.url);
if (existsSync(envFile)) process.loadEnvFile(envFile);
await runSite(3026, serveSite);
