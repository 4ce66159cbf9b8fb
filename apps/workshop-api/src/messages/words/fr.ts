import type { Wordings } from "../template.ts";

export const french: Wordings = {
  estimate: {
    subject: "Devis {{documentNumber}} de {{workshopName}}",
    body: `Bonjour {{customerName}},

voici notre devis.
Véhicule : {{vehicle}}
Devis {{documentNumber}} : {{total}}
Valable jusqu’au {{validUntilOn}}.

Merci de le consulter et de nous dire, pour chaque intervention, si nous devons la réaliser :
{{link}}

{{workshopName}}`,
  },
  invoice: {
    subject: "Facture {{documentNumber}} de {{workshopName}}",
    body: `Bonjour {{customerName}},

merci de votre visite. Votre facture est jointe à ce message.
Véhicule : {{vehicle}}
Facture {{documentNumber}} : {{total}}
À régler avant le {{dueOn}}.

Vous pouvez aussi la consulter ici :
{{link}}

{{workshopName}}`,
  },
  "credit-note": {
    subject: "Avoir {{documentNumber}} de {{workshopName}}",
    body: `Bonjour {{customerName}},

vous trouverez ci-joint notre avoir.
Il corrige la facture {{invoiceNumber}}.
Avoir {{documentNumber}} : {{total}}

{{link}}

{{workshopName}}`,
  },
  receipt: {
    subject: "Reçu {{documentNumber}} de {{workshopName}}",
    body: `Bonjour {{customerName}},

nous avons bien reçu votre paiement, merci.
Reçu {{documentNumber}} : {{total}}

{{link}}

{{workshopName}}`,
  },
  invitation: {
    subject: "Votre compte chez {{workshopName}}",
    body: `Bonjour,

{{workshopName}} a créé un compte pour vous. Votre nom d’utilisateur est {{userName}}.

Choisissez votre mot de passe ici ; le lien fonctionne une seule fois, pendant trois jours :
{{link}}

Si vous n’attendiez pas ce message, vous n’avez rien à faire.`,
  },
  reset: {
    subject: "Nouveau mot de passe pour {{workshopName}}",
    body: `Bonjour {{userName}},

quelqu’un, sans doute vous, a demandé un nouveau mot de passe chez {{workshopName}}.

Choisissez-le ici ; le lien fonctionne une seule fois, pendant une heure :
{{link}}

Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe reste le même.`,
  },
  "password-changed": {
    subject: "Votre mot de passe chez {{workshopName}} a été modifié",
    body: `Bonjour {{userName}},

votre mot de passe chez {{workshopName}} vient d’être modifié.

Si ce n’était pas vous, choisissez-en un nouveau sans attendre :
{{link}}`,
  },
  "email-changed": {
    subject: "Votre adresse e-mail chez {{workshopName}} a été modifiée",
    body: `Bonjour {{userName}},

votre compte chez {{workshopName}} a maintenant une autre adresse e-mail ; celle-ci ne sert plus.

Si ce n’était pas vous, prévenez le responsable de votre garage et choisissez un nouveau mot de passe sans attendre :
{{link}}`,
  },
  "factor-changed": {
    subject: "Votre second facteur chez {{workshopName}} a été modifié",
    body: `Bonjour {{userName}},

le second facteur de votre compte chez {{workshopName}} vient d’être configuré, désactivé ou doté de nouveaux codes de secours.

Si ce n’était pas vous, prévenez le responsable de votre garage et choisissez un nouveau mot de passe sans attendre :
{{link}}`,
  },
  "data-export": {
    subject: "Vos données chez {{workshopName}}",
    body: `Bonjour {{customerName}},

vous avez demandé ce que {{workshopName}} sait de vous. Tout se trouve derrière ce lien, pendant sept jours :
{{link}}`,
  },
  notices: {
    subject: "{{count}} nouveautés chez {{workshopName}}",
    body: `Bonjour {{userName}},

nouveau chez {{workshopName}}, pas encore lu : {{count}}.

À lire ici :
{{link}}

Vous avez demandé ces e-mails dans votre profil ; vous pouvez les y arrêter.`,
  },
  letter: {
    subject: "Message de {{workshopName}}",
    body: `Bonjour {{customerName}},

{{workshopName}}`,
  },
  test: {
    subject: "Message d’essai de {{workshopName}}",
    body: `Bonjour {{userName}},

ce message montre que {{workshopName}} peut envoyer des e-mails : devis et factures prennent le même chemin.

Paramètres :
{{link}}`,
  },
};
