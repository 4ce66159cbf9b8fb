interface Citation {
  sourceId: string;
  quote: string;
}

/** A block of an answer, with the fields of any kind; the assistant fills those of its kind. */
export interface Block {
  kind: string;
  hazard?: string;
  driveability?: string;
  title?: string;
  danger?: string;
  firstStep?: string;
  who?: string;
  text?: string;
  likelihood?: string;
  why?: string | null;
  do?: string;
  expected?: string | null;
  name?: string;
  number?: string | null;
  value?: string;
  unit?: string;
  appliesTo?: string;
  missing?: string;
  where?: string;
  needed?: string | null;
  reason?: string;
  instead?: string;
  options?: string[];
  citations?: Citation[];
  general?: boolean;
}
