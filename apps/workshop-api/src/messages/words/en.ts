import type { Wordings } from "../template.ts";

export const english: Wordings = {
  estimate: {
    subject: "Estimate {{documentNumber}} from {{workshopName}}",
    body: `Hello {{customerName}},

here is our estimate.
Vehicle: {{vehicle}}
Estimate {{documentNumber}}: {{total}}
Valid until {{validUntilOn}}.

Please look at it and tell us per job whether we should do it:
{{link}}

{{workshopName}}`,
  },
  invoice: {
    subject: "Invoice {{documentNumber}} from {{workshopName}}",
    body: `Hello {{customerName}},

thank you for your visit. Your invoice is attached.
Vehicle: {{vehicle}}
Invoice {{documentNumber}}: {{total}}
Please pay by {{dueOn}}.

You can also see it here:
{{link}}

{{workshopName}}`,
  },
  "credit-note": {
    subject: "Credit note {{documentNumber}} from {{workshopName}}",
    body: `Hello {{customerName}},

attached is our credit note.
It corrects invoice {{invoiceNumber}}.
Credit note {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  receipt: {
    subject: "Receipt {{documentNumber}} from {{workshopName}}",
    body: `Hello {{customerName}},

we received your payment, thank you.
Receipt {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  invitation: {
    subject: "Your account at {{workshopName}}",
    body: `Hello,

{{workshopName}} made an account for you. Your user name is {{userName}}.

Choose your password here; the link works once and for three days:
{{link}}

If you did not expect this, you need do nothing.`,
  },
  reset: {
    subject: "Set a new password for {{workshopName}}",
    body: `Hello {{userName}},

somebody, most likely you, asked for a new password at {{workshopName}}.

Choose it here; the link works once and for one hour:
{{link}}

If it was not you, you need do nothing: your password stays as it is.`,
  },
  "password-changed": {
    subject: "Your password at {{workshopName}} was changed",
    body: `Hello {{userName}},

your password at {{workshopName}} was just changed.

If it was not you, set a new one at once:
{{link}}`,
  },
  "email-changed": {
    subject: "Your e-mail address at {{workshopName}} was changed",
    body: `Hello {{userName}},

your account at {{workshopName}} now has another e-mail address; this one is no longer used.

If it was not you, tell your workshop's owner and set a new password at once:
{{link}}`,
  },
  "factor-changed": {
    subject: "Your second factor at {{workshopName}} was changed",
    body: `Hello {{userName}},

the second factor of your account at {{workshopName}} was just set up, turned off, or got new recovery codes.

If it was not you, tell your workshop's owner and set a new password at once:
{{link}}`,
  },
  "data-export": {
    subject: "Your data at {{workshopName}}",
    body: `Hello {{customerName}},

you asked what {{workshopName}} knows of you. All of it is behind this link, for seven days:
{{link}}`,
  },
  notices: {
    subject: "{{count}} new at {{workshopName}}",
    body: `Hello {{userName}},

new in {{workshopName}}, unread so far: {{count}}.

See what it is:
{{link}}

You asked for these mails in your profile, where you can end them.`,
  },
  letter: {
    subject: "A message from {{workshopName}}",
    body: `Hello {{customerName}},

{{workshopName}}`,
  },
  test: {
    subject: "Test mail from {{workshopName}}",
    body: `Hello {{userName}},

this mail shows that {{workshopName}} can send mail: estimates and invoices take the same way.

Settings:
{{link}}`,
  },
};
