import { registerAccounts } from "./accounts/routes.ts";
import { registerAudit } from "./audit/routes.ts";
import { registerStripe } from "./billing/webhook.ts";
import { registerDemos } from "./demos/routes.ts";
import { demoTasks } from "./demos/tasks.ts";
import { registerDrift } from "./drift/routes.ts";
import { driftTasks } from "./drift/tasks.ts";
import { entitlementTasks } from "./entitlements/tasks.ts";
import { registerFigures } from "./figures/routes.ts";
import { housekeepingTasks } from "./housekeeping/tasks.ts";
import type { App } from "./http/app.ts";
import { registerImpersonations } from "./impersonations/routes.ts";
import { impersonationTasks } from "./impersonations/tasks.ts";
import { registerInstances } from "./instances/routes.ts";
import { instanceTasks } from "./instances/tasks.ts";
import { registerJobs } from "./jobs/routes.ts";
import { jobTasks } from "./jobs/tasks.ts";
import { mailTasks } from "./mails/tasks.ts";
import { registerMembers } from "./members/routes.ts";
import { registerPlans } from "./plans/routes.ts";
import { registerRouting } from "./routing/routes.ts";
import { registerSessions } from "./sessions/routes.ts";
import { sessionTasks } from "./sessions/tasks.ts";
import { registerSettings } from "./settings/routes.ts";
import { registerSignup } from "./signup/routes.ts";
import { signupTasks } from "./signup/tasks.ts";
import { registerStaff } from "./staff/routes.ts";
import type { Task } from "./tasks.ts";
import { registerTenants } from "./tenants/routes.ts";
import { tenantTasks } from "./tenants/tasks.ts";

/** Registers every route of the platform. */
export function registerFeatures(app: App): void {
  registerPlans(app);
  registerSignup(app);
  registerDemos(app);
  registerSessions(app);
  registerAccounts(app);
  registerMembers(app);
  registerStaff(app);
  registerImpersonations(app);
  registerSettings(app);
  registerAudit(app);
  registerFigures(app);
  registerTenants(app);
  registerJobs(app);
  registerInstances(app);
  registerRouting(app);
  registerDrift(app);
  registerStripe(app);
}

/** Every background task of the platform. */
export function allTasks(): Task[] {
  return [
    ...mailTasks,
    ...sessionTasks,
    ...signupTasks,
    ...demoTasks,
    ...impersonationTasks,
    ...housekeepingTasks,
    ...tenantTasks,
    ...jobTasks,
    ...instanceTasks,
    ...entitlementTasks,
    ...driftTasks,
  ];
}
