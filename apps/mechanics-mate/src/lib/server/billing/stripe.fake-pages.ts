import type { Thing } from "./stripe.fake-things.ts";

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><body><h1>${title}</h1><p>This stands in for Stripe. No money moves.</p>${body}</body></html>`;
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const button = (action: string, label: string) => `<button name="do" value="${escaped(action)}">${label}</button> `;

/** The stand-in's checkout: pay, be refused, or go back. */
export function checkoutPage(session: Thing, wasRefused = false): string {
  if (session.status !== "open") return page("Checkout", "<p>This checkout is over.</p>");
  const note = wasRefused ? "<p role='alert'>The card was refused.</p>" : "";
  const buttons = button("pay", "Pay") + button("refuse", "Pay with a card that is refused") + button("back", "Back");
  return page(
    "Checkout",
    `${note}<p>Price: ${escaped(String(session.price))}</p><form method="post">${buttons}</form>`,
  );
}

/** The stand-in's page for managing plans. */
export function portalPage(subscriptions: readonly Thing[], back: string): string {
  const items = subscriptions.map(({ id, status, cancel_at_period_end: ends }) => {
    const buttons =
      status === "canceled"
        ? ""
        : button(ends ? `resume ${id}` : `end ${id}`, ends ? "Resume" : "Cancel at the end of the period") +
          button(`cancel ${id}`, "Cancel now");
    return `<li>${id}: ${escaped(String(status))}${ends ? ", ends with the period" : ""} ${buttons}</li>`;
  });
  return page(
    "Your plan",
    `<form method="post"><ul>${items.join("")}</ul></form><p><a href="${escaped(back)}">Back</a></p>`,
  );
}
