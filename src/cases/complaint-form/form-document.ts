/** A dotted line up to the right margin, to be filled in by hand. */
export const fill = { fill: true } as const;

/** How a paragraph looks; `docx-styles` says it in Word's terms. */
export type FormStyle =
  | 'Country'
  | 'Motto'
  | 'PlaceAndDate'
  | 'FormTitle'
  | 'Addressee'
  | 'Line'
  | 'Body'
  | 'Signer'
  | 'SignerHint'
  | 'SignerName'
  | 'Footnote';

export type FormParagraph = {
  readonly style: FormStyle;
  readonly content: readonly (string | typeof fill)[];
};

/** A form to be printed, before it takes a word processor's shape. */
export type FormDocument = {
  readonly title: string;
  readonly paragraphs: readonly FormParagraph[];
};
