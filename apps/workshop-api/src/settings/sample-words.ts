import type { DocumentLanguage } from "@mechanicbuddy/documents/invoice-snapshot";

/** What is written on a sample document, in the language it is printed in. */
interface SampleWords {
  sample: string;
  customer: string;
  job: string;
  correction: string;
  labour: string;
  part: string;
}

export const sampleWords: Record<DocumentLanguage, SampleWords> = {
  en: {
    sample: "sample",
    customer: "Sample Customer",
    job: "Oil service",
    correction: "Oil and filter changed, level checked.",
    labour: "Oil and filter change",
    part: "Engine oil 5W-30",
  },
  de: {
    sample: "Muster",
    customer: "Max Mustermann",
    job: "Ölwechsel",
    correction: "Öl und Filter gewechselt, Stand geprüft.",
    labour: "Öl- und Filterwechsel",
    part: "Motoröl 5W-30",
  },
  fr: {
    sample: "spécimen",
    customer: "Camille Dupont",
    job: "Vidange",
    correction: "Huile et filtre remplacés, niveau contrôlé.",
    labour: "Vidange et filtre à huile",
    part: "Huile moteur 5W-30",
  },
  es: {
    sample: "muestra",
    customer: "Cliente de Muestra",
    job: "Cambio de aceite",
    correction: "Aceite y filtro cambiados, nivel comprobado.",
    labour: "Cambio de aceite y filtro",
    part: "Aceite de motor 5W-30",
  },
  et: {
    sample: "näidis",
    customer: "Mari Maasikas",
    job: "Õlivahetus",
    correction: "Õli ja filter vahetatud, tase kontrollitud.",
    labour: "Õli ja filtri vahetus",
    part: "Mootoriõli 5W-30",
  },
};
