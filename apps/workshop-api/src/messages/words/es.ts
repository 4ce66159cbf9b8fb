import type { Wordings } from "../template.ts";

export const spanish: Wordings = {
  estimate: {
    subject: "Presupuesto {{documentNumber}} de {{workshopName}}",
    body: `Hola, {{customerName}}:

este es nuestro presupuesto.
Vehículo: {{vehicle}}
Presupuesto {{documentNumber}}: {{total}}
Válido hasta el {{validUntilOn}}.

Revíselo y díganos, trabajo por trabajo, si quiere que lo hagamos:
{{link}}

{{workshopName}}`,
  },
  invoice: {
    subject: "Factura {{documentNumber}} de {{workshopName}}",
    body: `Hola, {{customerName}}:

gracias por su visita. Adjuntamos su factura.
Vehículo: {{vehicle}}
Factura {{documentNumber}}: {{total}}
Le rogamos que la pague antes del {{dueOn}}.

También puede verla aquí:
{{link}}

{{workshopName}}`,
  },
  "credit-note": {
    subject: "Factura rectificativa {{documentNumber}} de {{workshopName}}",
    body: `Hola, {{customerName}}:

adjuntamos nuestra factura rectificativa.
Corrige la factura {{invoiceNumber}}.
Factura rectificativa {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  receipt: {
    subject: "Recibo {{documentNumber}} de {{workshopName}}",
    body: `Hola, {{customerName}}:

hemos recibido su pago, gracias.
Recibo {{documentNumber}}: {{total}}

{{link}}

{{workshopName}}`,
  },
  invitation: {
    subject: "Su cuenta en {{workshopName}}",
    body: `Hola:

{{workshopName}} ha creado una cuenta para usted. Su nombre de usuario es {{userName}}.

Elija aquí su contraseña; el enlace sirve una sola vez y durante tres días:
{{link}}

Si no esperaba este mensaje, no tiene que hacer nada.`,
  },
  reset: {
    subject: "Nueva contraseña para {{workshopName}}",
    body: `Hola, {{userName}}:

alguien, probablemente usted, ha pedido una nueva contraseña en {{workshopName}}.

Elíjala aquí; el enlace sirve una sola vez y durante una hora:
{{link}}

Si no ha sido usted, no tiene que hacer nada: su contraseña sigue igual.`,
  },
  "password-changed": {
    subject: "Su contraseña en {{workshopName}} ha cambiado",
    body: `Hola, {{userName}}:

su contraseña en {{workshopName}} acaba de cambiar.

Si no ha sido usted, elija otra de inmediato:
{{link}}`,
  },
  "email-changed": {
    subject: "Su correo electrónico en {{workshopName}} ha cambiado",
    body: `Hola, {{userName}}:

su cuenta en {{workshopName}} tiene ahora otra dirección de correo; esta ya no se usa.

Si no ha sido usted, avise al propietario del taller y elija otra contraseña de inmediato:
{{link}}`,
  },
  "factor-changed": {
    subject: "Su segundo factor en {{workshopName}} ha cambiado",
    body: `Hola, {{userName}}:

el segundo factor de su cuenta en {{workshopName}} se acaba de configurar, desactivar o renovar con códigos de recuperación nuevos.

Si no ha sido usted, avise al propietario del taller y elija otra contraseña de inmediato:
{{link}}`,
  },
  "data-export": {
    subject: "Sus datos en {{workshopName}}",
    body: `Hola, {{customerName}}:

ha preguntado qué sabe {{workshopName}} de usted. Todo está en este enlace, durante siete días:
{{link}}`,
  },
  notices: {
    subject: "{{count}} novedades en {{workshopName}}",
    body: `Hola, {{userName}}:

novedades en {{workshopName}} sin leer: {{count}}.

Véalas aquí:
{{link}}

Usted pidió estos correos en su perfil; allí puede desactivarlos.`,
  },
  letter: {
    subject: "Mensaje de {{workshopName}}",
    body: `Hola, {{customerName}}:

{{workshopName}}`,
  },
  test: {
    subject: "Mensaje de prueba de {{workshopName}}",
    body: `Hola, {{userName}}:

este mensaje muestra que {{workshopName}} puede enviar correos: los presupuestos y las facturas siguen el mismo camino.

Ajustes:
{{link}}`,
  },
};
