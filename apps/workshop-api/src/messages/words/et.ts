import type { Wordings } from "../template.ts";

export const estonian: Wordings = {
  estimate: {
    subject: "Hinnapakkumine {{documentNumber}}, {{workshopName}}",
    body: `Tere, {{customerName}}!

Siin on meie hinnapakkumine.
Sõiduk: {{vehicle}}
Hinnapakkumine {{documentNumber}}: {{total}}
Kehtib kuni {{validUntilOn}}.

Palun vaadake see üle ja andke iga töö kohta teada, kas selle teeme:
{{link}}

{{workshopName}}`,
  },
  invoice: {
    subject: "Arve {{documentNumber}}, {{workshopName}}",
    body: `Tere, {{customerName}}!

Täname külastuse eest. Arve on kirjale lisatud.
Sõiduk: {{vehicle}}
Arve {{documentNumber}}: {{total}}
Palume tasuda hiljemalt {{dueOn}}.

Arvet näete ka siin:
{{link}}

{{workshopName}}`,
  },
  "credit-note": {
    subject: "Kreeditarve {{documentNumber}}, {{workshopName}}",
    body: `Tere, {{customerName}}!

Kirjale on lisatud meie kreeditarve.
See parandab arvet {{invoiceNumber}}.
Kreeditarve {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  receipt: {
    subject: "Kviitung {{documentNumber}}, {{workshopName}}",
    body: `Tere, {{customerName}}!

Saime Teie makse kätte, täname.
Kviitung {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  invitation: {
    subject: "Teie konto: {{workshopName}}",
    body: `Tere!

{{workshopName}} tegi Teile konto. Teie kasutajanimi on {{userName}}.

Valige siin parool; link töötab ühe korra ja kolm päeva:
{{link}}

Kui Te seda kirja ei oodanud, ei pea Te midagi tegema.`,
  },
  reset: {
    subject: "Uus parool: {{workshopName}}",
    body: `Tere, {{userName}}!

Keegi, tõenäoliselt Teie, soovis uut parooli. Töökoda: {{workshopName}}.

Valige see siin; link töötab ühe korra ja ühe tunni:
{{link}}

Kui see ei olnud Teie, ei pea Te midagi tegema: parool jääb samaks.`,
  },
  "password-changed": {
    subject: "Teie parool on muudetud: {{workshopName}}",
    body: `Tere, {{userName}}!

Teie parool muudeti äsja. Töökoda: {{workshopName}}.

Kui see ei olnud Teie, valige kohe uus:
{{link}}`,
  },
  "email-changed": {
    subject: "Teie e-posti aadress on muudetud: {{workshopName}}",
    body: `Tere, {{userName}}!

Teie kontol on nüüd teine e-posti aadress; seda siin enam ei kasutata. Töökoda: {{workshopName}}.

Kui see ei olnud Teie, andke teada töökoja omanikule ja valige kohe uus parool:
{{link}}`,
  },
  "factor-changed": {
    subject: "Teie teine tegur on muudetud: {{workshopName}}",
    body: `Tere, {{userName}}!

Teie konto teine tegur seadistati, lülitati välja või sai uued taastekoodid äsja. Töökoda: {{workshopName}}.

Kui see ei olnud Teie, andke teada töökoja omanikule ja valige kohe uus parool:
{{link}}`,
  },
  "data-export": {
    subject: "Teie andmed: {{workshopName}}",
    body: `Tere, {{customerName}}!

Küsisite, mida {{workshopName}} Teist teab. Kõik on seitsme päeva jooksul selle lingi taga:
{{link}}`,
  },
  notices: {
    subject: "{{workshopName}}: {{count}} uut teadet",
    body: `Tere, {{userName}}!

Uut töökojas {{workshopName}}, seni lugemata: {{count}}.

Vaata, mis need on:
{{link}}

Need kirjad on sinu profiilis sisse lülitatud; sealsamas saad need lõpetada.`,
  },
  letter: {
    subject: "Kiri töökojast {{workshopName}}",
    body: `Tere, {{customerName}}!

{{workshopName}}`,
  },
  test: {
    subject: "Proovikiri töökojast {{workshopName}}",
    body: `Tere, {{userName}}!

See kiri näitab, et {{workshopName}} saab kirju saata: pakkumised ja arved liiguvad sama teed.

Seaded:
{{link}}`,
  },
};
