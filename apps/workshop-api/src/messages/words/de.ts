import type { Wordings } from "../template.ts";

export const german: Wordings = {
  estimate: {
    subject: "Kostenvoranschlag {{documentNumber}} von {{workshopName}}",
    body: `Guten Tag {{customerName}},

hier ist unser Kostenvoranschlag.
Fahrzeug: {{vehicle}}
Kostenvoranschlag {{documentNumber}}: {{total}}
Gültig bis {{validUntilOn}}.

Bitte sehen Sie ihn sich an und sagen Sie uns für jede Arbeit, ob wir sie ausführen sollen:
{{link}}

{{workshopName}}`,
  },
  invoice: {
    subject: "Rechnung {{documentNumber}} von {{workshopName}}",
    body: `Guten Tag {{customerName}},

vielen Dank für Ihren Besuch. Ihre Rechnung liegt bei.
Fahrzeug: {{vehicle}}
Rechnung {{documentNumber}}: {{total}}
Bitte zahlen Sie bis zum {{dueOn}}.

Sie finden sie auch hier:
{{link}}

{{workshopName}}`,
  },
  "credit-note": {
    subject: "Gutschrift {{documentNumber}} von {{workshopName}}",
    body: `Guten Tag {{customerName}},

anbei erhalten Sie unsere Gutschrift.
Sie berichtigt die Rechnung {{invoiceNumber}}.
Gutschrift {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  receipt: {
    subject: "Quittung {{documentNumber}} von {{workshopName}}",
    body: `Guten Tag {{customerName}},

wir haben Ihre Zahlung erhalten, vielen Dank.
Quittung {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  invitation: {
    subject: "Ihr Zugang bei {{workshopName}}",
    body: `Guten Tag,

{{workshopName}} hat einen Zugang für Sie angelegt. Ihr Benutzername ist {{userName}}.

Wählen Sie hier Ihr Passwort; der Link gilt einmal und drei Tage lang:
{{link}}

Wenn Sie das nicht erwartet haben, müssen Sie nichts tun.`,
  },
  reset: {
    subject: "Neues Passwort für {{workshopName}}",
    body: `Guten Tag {{userName}},

jemand, vermutlich Sie, hat bei {{workshopName}} ein neues Passwort angefordert.

Wählen Sie es hier; der Link gilt einmal und eine Stunde lang:
{{link}}

Wenn Sie es nicht waren, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.`,
  },
  "password-changed": {
    subject: "Ihr Passwort bei {{workshopName}} wurde geändert",
    body: `Guten Tag {{userName}},

Ihr Passwort bei {{workshopName}} wurde soeben geändert.

Wenn Sie es nicht waren, setzen Sie sofort ein neues:
{{link}}`,
  },
  "email-changed": {
    subject: "Ihre E-Mail-Adresse bei {{workshopName}} wurde geändert",
    body: `Guten Tag {{userName}},

Ihr Zugang bei {{workshopName}} hat jetzt eine andere E-Mail-Adresse; diese hier wird nicht mehr benutzt.

Wenn Sie es nicht waren, melden Sie sich beim Inhaber Ihrer Werkstatt und setzen Sie sofort ein neues Passwort:
{{link}}`,
  },
  "factor-changed": {
    subject: "Ihr zweiter Faktor bei {{workshopName}} wurde geändert",
    body: `Guten Tag {{userName}},

der zweite Faktor Ihres Zugangs bei {{workshopName}} wurde soeben eingerichtet, ausgeschaltet oder mit neuen Wiederherstellungscodes versehen.

Wenn Sie es nicht waren, melden Sie sich beim Inhaber Ihrer Werkstatt und setzen Sie sofort ein neues Passwort:
{{link}}`,
  },
  "data-export": {
    subject: "Ihre Daten bei {{workshopName}}",
    body: `Guten Tag {{customerName}},

Sie haben gefragt, was {{workshopName}} über Sie weiß. Alles davon finden Sie sieben Tage lang hinter diesem Link:
{{link}}`,
  },
  notices: {
    subject: "{{count}} neu bei {{workshopName}}",
    body: `Hallo {{userName}},

neu bei {{workshopName}} und noch ungelesen: {{count}}.

Hier steht, was es ist:
{{link}}

Diese E-Mails sind in Ihrem Profil eingeschaltet; dort können Sie sie beenden.`,
  },
  letter: {
    subject: "Nachricht von {{workshopName}}",
    body: `Hallo {{customerName}},

{{workshopName}}`,
  },
  test: {
    subject: "Testnachricht von {{workshopName}}",
    body: `Hallo {{userName}},

diese Nachricht zeigt, dass {{workshopName}} E-Mails senden kann: Kostenvoranschläge und Rechnungen nehmen denselben Weg.

Einstellungen:
{{link}}`,
  },
};
