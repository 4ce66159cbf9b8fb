import * as contract from "@mechanicbuddy/contract/settings";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import { checklist, dismiss } from "./checklist.ts";
import * as general from "./general.ts";
import * as logo from "./logo.ts";
import * as numberSeries from "./number-series.ts";
import * as methodStore from "./payment-method-store.ts";
import * as paymentMethods from "./payment-methods.ts";
import * as requisites from "./requisites.ts";
import { sample } from "./sample.ts";
import * as settings from "./settings.ts";
import * as rateStore from "./tax-rate-store.ts";
import * as taxRates from "./tax-rates.ts";
import { sendTestEmail } from "./test-email.ts";

export function settingsRoutes(app: App): void {
  handle(app, contract.getSettings, (ctx) => settings.get(ctx));
  handle(app, contract.updateSettings, (ctx, { body: { version, ...change } }) => general.update(ctx, version, change));

  handle(app, contract.getRequisites, (ctx) => settings.getRequisites(ctx));
  handle(app, contract.putRequisites, (ctx, { body }) => requisites.put(ctx, body));

  handle(app, contract.putLogo, (ctx, { body }) => logo.put(ctx, body.picture));
  handle(app, contract.deleteLogo, (ctx) => logo.remove(ctx));

  handle(app, contract.sampleDocument, async (ctx, { params }) => new File(await sample(ctx, params.document)));
  handle(
    app,
    contract.previewDocument,
    async (ctx, { body: { document, ...unsaved } }) => new File(await sample(ctx, document, unsaved)),
    { transaction: false },
  );
  handle(app, contract.sendTestEmail, (ctx) => sendTestEmail(ctx));

  handle(app, contract.getChecklist, (ctx) => checklist(ctx));
  handle(app, contract.dismissChecklist, (ctx) => dismiss(ctx));

  handle(app, contract.listTaxRates, async (ctx) => ({ items: await rateStore.list(ctx) }));
  handle(app, contract.getTaxRate, (ctx, { params }) => taxRates.getRate(ctx, params.id));
  handle(app, contract.createTaxRate, (ctx, { body }) => taxRates.create(ctx, body));
  handle(app, contract.updateTaxRate, (ctx, { params, body }) => taxRates.update(ctx, params.id, body));
  handle(app, contract.deleteTaxRate, (ctx, { params }) => taxRates.remove(ctx, params.id));

  handle(app, contract.listNumberSeries, async (ctx) => ({ items: await numberSeries.list(ctx) }));
  handle(app, contract.updateNumberSeries, (ctx, { params, body }) => numberSeries.update(ctx, params.id, body));

  handle(app, contract.listPaymentMethods, async (ctx) => ({ items: await methodStore.list(ctx) }));
  handle(app, contract.getPaymentMethod, (ctx, { params }) => paymentMethods.getMethod(ctx, params.id));
  handle(app, contract.createPaymentMethod, (ctx, { body }) => paymentMethods.create(ctx, body));
  handle(app, contract.updatePaymentMethod, (ctx, { params, body }) => paymentMethods.update(ctx, params.id, body));
  handle(app, contract.deletePaymentMethod, (ctx, { params }) => paymentMethods.remove(ctx, params.id));
}
