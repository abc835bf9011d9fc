import wardList from './wards.json';

/** A ward, commune or special zone of the city, by its General Statistics Office code. */
export type Ward = {
  readonly name: string;
  readonly kind: string;
  readonly code: string;
  /** Other spellings in use. */
  readonly alt?: readonly string[];
};

/** The 114 units that the city has had since 1 July 2025. */
export const wards: readonly Ward[] = wardList;
