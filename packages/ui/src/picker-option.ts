/** One hit of a picker: what it is and what tells it apart from its namesakes. */
export type PickerOption = {
  id: string;
  title: string;
  /** Cars, last visit, street. */
  detail?: string;
  plate?: string;
  /** Chooses itself when it is the only such hit: an exact plate, VIN or number. */
  exact?: boolean;
};
