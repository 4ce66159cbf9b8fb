import { type AssistantSettings, providersFrom } from "@mechanicbuddy/assistant/settings";
import type { App } from "@mechanicbuddy/platform/http/app";
import type { Mailer } from "@mechanicbuddy/platform/mail";
import type { Task } from "@mechanicbuddy/platform/tasks";
import { openAssistant } from "./assistant/engine.ts";
import { assistantRoutes } from "./assistant/routes.ts";
import { assistantTasks } from "./assistant/tasks.ts";
import { auditRoutes } from "./audit/routes.ts";
import { auditTasks } from "./audit/tasks.ts";
import { boardRoutes } from "./board/routes.ts";
import { catalogueRoutes } from "./catalogue/routes.ts";
import * as customers from "./customers/customers.ts";
import { customersRoutes } from "./customers/routes.ts";
import { customerTasks } from "./customers/tasks.ts";
import { estimateRoutes } from "./estimates/routes.ts";
import { estimateTasks } from "./estimates/tasks.ts";
import { fileRoutes } from "./files/routes.ts";
import { fileTasks } from "./files/tasks.ts";
import { identityRoutes } from "./identity/routes.ts";
import { identityTasks } from "./identity/tasks.ts";
import * as invoices from "./invoices/invoices.ts";
import { invoiceRoutes } from "./invoices/routes.ts";
import { invoiceTasks } from "./invoices/tasks.ts";
import { jobRoutes } from "./jobs/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { messageTasks } from "./messages/tasks.ts";
import { notificationRoutes } from "./notifications/routes.ts";
import { notificationTasks } from "./notifications/tasks.ts";
import * as parts from "./parts/parts.ts";
import { partsRoutes } from "./parts/routes.ts";
import { partsTasks } from "./parts/tasks.ts";
import { paymentRoutes } from "./payments/routes.ts";
import { peopleRoutes } from "./people/routes.ts";
import { peopleTasks } from "./people/tasks.ts";
import { planRoutes } from "./plan/routes.ts";
import { printingRoutes } from "./printing/routes.ts";
import { reportRoutes } from "./reports/routes.ts";
import type { Source } from "./search/rebuild.ts";
import { searchRoutes } from "./search/routes.ts";
import { searchTasks } from "./search/tasks.ts";
import { settingsRoutes } from "./settings/routes.ts";
import type { Registrar } from "./tenants/registrar.ts";
import { tenantRoutes } from "./tenants/routes.ts";
import { todayRoutes } from "./today/routes.ts";
import { exportTasks } from "./transfer/everything/tasks.ts";
import { transferRoutes } from "./transfer/routes.ts";
import { transferTasks } from "./transfer/tasks.ts";
import { vehiclesRoutes } from "./vehicles/routes.ts";
import { vehicleTasks } from "./vehicles/tasks.ts";
import * as vehicles from "./vehicles/vehicles.ts";
import { workOrderRoutes } from "./work-orders/routes.ts";
import * as workOrders from "./work-orders/work-orders.ts";

/** What features need beside the app itself. */
export interface FeatureOptions {
  idleSeconds: number;
  version: string;
  instanceId: string;
  /** Makes and removes workshops for the platform. */
  registrar: Registrar;
  /** Models that answer; without any, our own tables do. */
  assistant?: AssistantSettings | undefined;
}

/** Every route of the workshop's API. */
export function registerFeatures(app: App, options: FeatureOptions): void {
  identityRoutes(app, options);
  settingsRoutes(app);
  fileRoutes(app);
  peopleRoutes(app);
  customersRoutes(app);
  vehiclesRoutes(app);
  partsRoutes(app);
  catalogueRoutes(app);
  workOrderRoutes(app);
  printingRoutes(app);
  jobRoutes(app);
  boardRoutes(app);
  estimateRoutes(app);
  invoiceRoutes(app);
  paymentRoutes(app);
  messageRoutes(app);
  searchRoutes(app);
  notificationRoutes(app);
  auditRoutes(app);
  todayRoutes(app);
  reportRoutes(app);
  const models = options.assistant ?? providersFrom({});
  assistantRoutes(
    app,
    openAssistant(app.now, models),
    models.providers.some(({ model }) => model !== null),
  );
  planRoutes(app);
  tenantRoutes(app, options);
  transferRoutes(app);
}

/** Everything that can be found. */
export const searchSources: readonly Source[] = [
  customers.searchSource,
  vehicles.searchSource,
  parts.searchSource,
  workOrders.searchSource,
  invoices.searchSource,
];

/** What background work needs beside its context. */
export interface TaskNeeds {
  mailer: Mailer;
  /** Address all mails leave from. */
  mailFrom: string;
}

/** Every kind of background work; each feature's `tasks.ts` adds its own. */
export function allTasks({ mailer, mailFrom }: TaskNeeds): readonly Task[] {
  return [
    ...assistantTasks,
    ...auditTasks,
    ...customerTasks,
    ...estimateTasks,
    ...fileTasks,
    ...identityTasks,
    ...invoiceTasks,
    ...messageTasks(mailer, mailFrom),
    ...notificationTasks,
    ...partsTasks,
    ...peopleTasks,
    ...searchTasks(searchSources),
    ...exportTasks,
    ...transferTasks,
    ...vehicleTasks,
  ];
}
