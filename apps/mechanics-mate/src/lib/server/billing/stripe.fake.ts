import { createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkoutPage, portalPage } from "./stripe.fake-pages.ts";
import { FakeFault, part, type Thing, textOf, thingsOfPayment } from "./stripe.fake-things.ts";

export interface FakeStripeOptions {
  port?: number;
  signingSecret: string;
  /** Where events go: an address, or a function in tests. */
  deliver: string | ((body: string, signature: string) => Promise<unknown>);
  now?: () => Date;
  /** Older accounts find period and subscription in their former places. */
  oldShape?: boolean;
}

/** Stripe on this machine: takes the real client's requests, signs its own events, and can fail, hold and repeat. */
export class FakeStripe {
  readonly things = new Map<string, Thing>();
  readonly events: Thing[] = [];
  /** So many requests are answered with a fault of the server's. */
  failing = 0;
  /** True keeps events back until `release`. */
  holding = false;
  requests = 0;
  readonly #options: FakeStripeOptions;
  readonly #answers = new Map<string, { request: string; body: Thing }>();
  readonly #held: Thing[] = [];
  #server = createServer((request, response) => void this.#serve(request, response));

  constructor(options: FakeStripeOptions) {
    this.#options = options;
  }

  /** Address of its interface. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(this.#options.port ?? 0, "127.0.0.1", resolve));
    return this.url;
  }
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #now(): number {
    return Math.floor((this.#options.now?.() ?? new Date()).getTime() / 1000);
  }
  #make(prefix: string, object: string, fields: Record<string, unknown>): Thing {
    const id = `${prefix}_${randomBytes(9).toString("hex")}`;
    const thing: Thing = { id, object, created: this.#now(), livemode: false, ...fields };
    this.things.set(id, thing);
    return thing;
  }
  /** The thing of an id. */
  get(id: string): Thing {
    const thing = this.things.get(id);
    if (thing === undefined)
      throw new FakeFault(404, {
        type: "invalid_request_error",
        code: "resource_missing",
        message: `No such thing: '${id}'`,
      });
    return thing;
  }

  /** The person pays at the checkout, or the card is refused. */
  async pay(sessionId: string, { isRefused = false } = {}): Promise<Thing | undefined> {
    const session = this.get(sessionId);
    if (session.status !== "open") throw new FakeFault(400, { type: "invalid_request_error", message: "Not open" });
    if (isRefused) return undefined;
    Object.assign(session, { status: "complete", payment_status: "paid", url: null });
    if (session.mode === "payment") {
      await this.emit("checkout.session.completed", session);
      return undefined;
    }
    const { subscription, invoice } = thingsOfPayment((...made) => this.#make(...made), session, {
      start: this.#now(),
      oldShape: this.#options.oldShape === true,
    });
    await this.emit("checkout.session.completed", session);
    await this.emit("customer.subscription.created", subscription);
    await this.emit("invoice.paid", invoice);
    return subscription;
  }

  /** Changes a subscription and tells it: cancelling, renewing, a status of whatever name. */
  async change(id: string, fields: Record<string, unknown>, type = "customer.subscription.updated"): Promise<void> {
    const subscription = Object.assign(this.get(id), fields);
    await this.emit(type, subscription);
  }
  async cancel(id: string): Promise<void> {
    await this.change(id, { status: "canceled", canceled_at: this.#now() }, "customer.subscription.deleted");
  }
  /** A payment of the subscription fails. */
  async failPayment(id: string): Promise<void> {
    await this.change(id, { status: "past_due" });
    await this.emit("invoice.payment_failed", this.get(this.get(id).latest_invoice));
  }
  async refund(id: string, { isPart = false } = {}): Promise<void> {
    const charge = Object.assign(this.get(this.get(id).charge), { refunded: !isPart });
    await this.emit("charge.refunded", charge);
  }
  async dispute(id: string): Promise<Thing> {
    const dispute = this.#make("dp", "dispute", { charge: this.get(id).charge, status: "needs_response" });
    await this.emit("charge.dispute.created", dispute);
    return dispute;
  }
  async closeDispute(id: string, status: "won" | "lost"): Promise<void> {
    await this.emit("charge.dispute.closed", Object.assign(this.get(id), { status }));
  }

  /** Says that something happened; kept in the list whatever becomes of the delivery. */
  async emit(type: string, object: Record<string, unknown>): Promise<Thing> {
    const event = this.#make("evt", "event", { type, data: { object: structuredClone(object) }, api_version: "fake" });
    this.events.unshift(event);
    if (this.holding) this.#held.push(event);
    else await this.send(event);
    return event;
  }
  /** Delivers what was held, in any order. */
  async release(arrange: (events: Thing[]) => Thing[] = (events) => events): Promise<void> {
    this.holding = false;
    for (const event of arrange(this.#held.splice(0))) await this.send(event);
  }
  /** Delivers an event; a second time is a duplicate. */
  async send(event: Thing): Promise<unknown> {
    const body = JSON.stringify(event);
    const signature = this.sign(body);
    const { deliver } = this.#options;
    if (typeof deliver === "function") return deliver(body, signature);
    return fetch(deliver, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body,
    }).then(
      (reply) => reply.status,
      // A receiver that is away is met again by the list of events.
      () => 0,
    );
  }
  /** The header that belongs to these bytes. */
  sign(body: string, secret = this.#options.signingSecret, at = this.#now()): string {
    return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const text = await textOf(request);
    try {
      if (!url.pathname.startsWith("/v1/")) return await this.#page(url, request.method ?? "GET", text, response);
      this.requests++;
      if (this.failing > 0) {
        this.failing--;
        throw new FakeFault(500, { type: "api_error", message: "Something failed on Stripe's side" });
      }
      if (!/^Bearer (sk|rk)_test_\w+$/.test(request.headers.authorization ?? ""))
        throw new FakeFault(401, { type: "invalid_request_error", message: "Invalid API Key provided" });
      const body = this.#once(request.headers["idempotency-key"], `${request.url} ${text}`, () =>
        this.#answer(`${request.method} ${url.pathname.slice(4)}`, url.searchParams, new URLSearchParams(text)),
      );
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    } catch (error) {
      const { status, body } =
        error instanceof FakeFault ? error : new FakeFault(500, { type: "api_error", message: String(error) });
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error: body }));
    }
  }

  /** The same key gets the same answer; with another request it is a mistake. */
  #once(key: string | string[] | undefined, request: string, work: () => Thing): Thing {
    if (typeof key !== "string") return work();
    const known = this.#answers.get(key);
    if (known === undefined) {
      const body = work();
      this.#answers.set(key, { request, body: structuredClone(body) });
      return body;
    }
    if (known.request !== request)
      throw new FakeFault(400, {
        type: "idempotency_error",
        message: "Keys can only be used with the same parameters",
      });
    return known.body;
  }

  #answer(call: string, query: URLSearchParams, form: URLSearchParams): Thing {
    const id = /(\w+_\w+)(\/expire)?$/.exec(call)?.[1] ?? "";
    if (call === "POST customers")
      return this.#make("cus", "customer", { email: form.get("email"), metadata: part(form, "metadata") });
    if (call === "POST checkout/sessions") return this.#newSession(form);
    if (call === "POST billing_portal/sessions") {
      const customer = this.get(form.get("customer") ?? "").id;
      const back = encodeURIComponent(form.get("return_url") ?? "");
      return this.#make("bps", "billing_portal.session", {
        customer,
        url: `${this.url}/portal/${customer}?back=${back}`,
      });
    }
    if (call === "GET account") return { id: "acct_fake", object: "account", charges_enabled: true };
    if (call.startsWith("GET prices/")) return { id, object: "price", active: true, currency: "gbp", livemode: false };
    if (call === "GET events") return this.#list(this.events, query);
    if (call === "GET invoice_payments") {
      const intent = query.get("payment[payment_intent]");
      return this.#list(
        [...this.things.values()].filter((t) => t.object === "invoice_payment" && t.payment.payment_intent === intent),
        query,
      );
    }
    if (call.endsWith("/expire")) {
      const session = Object.assign(this.get(id), { status: "expired", url: null });
      void this.emit("checkout.session.expired", session);
      return session;
    }
    if (call.startsWith("DELETE subscriptions/")) {
      const subscription = Object.assign(this.get(id), { status: "canceled" });
      void this.emit("customer.subscription.deleted", subscription);
      return subscription;
    }
    if (call.startsWith("GET ")) {
      const thing = this.get(id);
      return query.get("expand[0]") === "charge" ? { ...thing, charge: this.get(thing.charge) } : thing;
    }
    throw new FakeFault(404, { type: "invalid_request_error", message: `Unrecognized request URL (${call})` });
  }

  #newSession(form: URLSearchParams): Thing {
    const session = this.#make("cs_test", "checkout.session", {
      mode: form.get("mode"),
      customer: this.get(form.get("customer") ?? "").id,
      status: "open",
      payment_status: "unpaid",
      subscription: null,
      price: form.get("line_items[0][price]"),
      metadata: part(form, "metadata"),
      subscriptionMetadata: part(form, "subscription_data[metadata]"),
      expires_at: Number(form.get("expires_at")),
      success_url: form.get("success_url"),
      cancel_url: form.get("cancel_url"),
    });
    session.url = `${this.url}/pay/${session.id}`;
    return session;
  }

  #list(all: readonly Thing[], query: URLSearchParams): Thing {
    const since = Number(query.get("created[gte]") ?? 0);
    const fitting = all.filter(({ created }) => created >= since);
    const from = fitting.findIndex(({ id }) => id === query.get("starting_after")) + 1;
    const limit = Number(query.get("limit") ?? 10);
    return {
      id: "",
      object: "list",
      data: fitting.slice(from, from + limit),
      has_more: fitting.length > from + limit,
      url: "/v1",
    };
  }

  async #page(url: URL, method: string, text: string, response: ServerResponse): Promise<void> {
    const [, place, id = ""] = url.pathname.split("/");
    const action = new URLSearchParams(text).get("do");
    const go = (to: string) => void response.writeHead(303, { location: to }).end();
    const show = (html: string) =>
      void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
    if (place === "pay") {
      const session = this.get(id);
      if (method === "GET") return show(checkoutPage(session));
      if (action === "back") return go(session.cancel_url);
      await this.pay(id, { isRefused: action === "refuse" });
      return action === "refuse"
        ? show(checkoutPage(session, true))
        : go(session.success_url.replace("{CHECKOUT_SESSION_ID}", id));
    }
    const back = url.searchParams.get("back") ?? "/";
    if (method === "POST") {
      const [verb, subscription = ""] = (action ?? "").split(" ");
      if (verb === "end") await this.change(subscription, { cancel_at_period_end: true });
      if (verb === "resume") await this.change(subscription, { cancel_at_period_end: false });
      if (verb === "cancel") await this.cancel(subscription);
    }
    show(
      portalPage(
        [...this.things.values()].filter((t) => t.object === "subscription" && t.customer === id),
        back,
      ),
    );
  }
}
