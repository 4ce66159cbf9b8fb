/** The languages a customer may read documents and pages in, each named by itself. */
export const languages = [
  { value: "et", label: "eesti" },
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
  { value: "fr", label: "français" },
  { value: "es", label: "español" },
];
