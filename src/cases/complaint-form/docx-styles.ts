import type { FormStyle } from './form-document';

/** The width of the text in twentieths of a point: A4 less the margins below. */
const TEXT_WIDTH = 9_071;
/** The signer's half of the page, on the right. */
const RIGHT_HALF = 4_300;

/** A4; margins of 20 mm, on the left 30 mm, as NĐ 30/2020 wants it for administrative papers. */
export const PAGE =
  '<w:pgSz w:w="11906" w:h="16838"/>' +
  '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>';

type Look = {
  /** Points. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underlined?: boolean;
  readonly align?: 'left' | 'center' | 'right' | 'both';
  /** Points of space above and below. */
  readonly above?: number;
  readonly below?: number;
  /** Stays on one page with what follows. */
  readonly keep?: boolean;
  /** Indents, in twentieths of a point. */
  readonly left?: number;
  readonly firstLine?: number;
};

const looks: Readonly<Record<FormStyle, Look>> = {
  Country: { size: 13, bold: true, align: 'center', keep: true },
  Motto: { size: 14, bold: true, underlined: true, align: 'center', below: 12, keep: true },
  PlaceAndDate: { italic: true, align: 'right', below: 12 },
  FormTitle: { size: 16, bold: true, align: 'center', above: 6, below: 6, keep: true },
  Addressee: { align: 'center', below: 12 },
  Line: { below: 6 },
  Body: { align: 'both', firstLine: 567, below: 6 },
  Signer: { bold: true, align: 'center', above: 18, left: RIGHT_HALF, keep: true },
  // Below it there is room for a signature, or a fingerprint.
  SignerHint: { italic: true, size: 13, align: 'center', below: 72, left: RIGHT_HALF, keep: true },
  SignerName: { bold: true, align: 'center', left: RIGHT_HALF, below: 24 },
  Footnote: { italic: true, size: 10, align: 'both' },
};

/** `word/styles.xml`: Times New Roman, 14 pt where a style says nothing else. */
export const stylesXml = (): string =>
  '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
  '<w:docDefaults><w:rPrDefault><w:rPr>' +
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>' +
  '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/>' +
  '</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' +
  Object.entries(looks)
    .map(([id, look]) => styleXml(id, look))
    .join('') +
  '</w:styles>';

// Elements stand in the order of the standard (ECMA-376): Word takes a file in any other order for broken.
function styleXml(id: string, look: Look): string {
  const { above = 0, below = 0, left = 0, firstLine = 0, align = 'left', size } = look;
  const paragraph = [
    look.keep && '<w:keepNext/>',
    `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${TEXT_WIDTH}"/></w:tabs>`,
    `<w:spacing w:before="${above * 20}" w:after="${below * 20}" w:line="276" w:lineRule="auto"/>`,
    `<w:ind w:left="${left}" w:firstLine="${firstLine}"/>`,
    `<w:jc w:val="${align}"/>`,
  ];
  const letters = [
    look.bold && '<w:b/><w:bCs/>',
    look.italic && '<w:i/><w:iCs/>',
    size !== undefined && `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`,
    look.underlined && '<w:u w:val="single"/>',
  ];
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${id}"/><w:basedOn w:val="Normal"/>` +
    `<w:pPr>${join(paragraph)}</w:pPr><w:rPr>${join(letters)}</w:rPr></w:style>`
  );
}

const join = (parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join('');
