import { PAGE, stylesXml } from './docx-styles';
import { escapeXml } from './escape-xml';
import type { FormDocument, FormParagraph } from './form-document';
import { writeZip } from './write-zip';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** The document as a Word file. Without a time and without chance: the same document is the same bytes. */
export function writeDocx(document: FormDocument): Uint8Array {
  const parts: readonly (readonly [name: string, xml: string])[] = [
    ['[Content_Types].xml', contentTypesXml],
    ['_rels/.rels', packageXml],
    ['word/document.xml', documentXml(document)],
    ['word/styles.xml', stylesXml()],
    ['word/_rels/document.xml.rels', relationsXml],
    ['docProps/core.xml', coreXml(document.title)],
  ];
  return writeZip(parts.map(([name, xml]) => ({ name, content: HEAD + xml })));
}

const documentXml = ({ paragraphs }: FormDocument): string =>
  `<w:document xmlns:w="${WORD}"><w:body>${paragraphs.map(paragraphXml).join('')}` +
  `<w:sectPr>${PAGE}</w:sectPr></w:body></w:document>`;

function paragraphXml({ style, content }: FormParagraph): string {
  const runs = content.map((part) =>
    typeof part === 'string'
      ? `<w:r><w:t xml:space="preserve">${escapeXml(part)}</w:t></w:r>`
      : '<w:r><w:tab/></w:r>',
  );
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs.join('')}</w:p>`;
}

const contentTypesXml =
  `<Types xmlns="${PACKAGE}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/word/document.xml" ContentType="${WORD_TYPE}.document.main+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${WORD_TYPE}.styles+xml"/>` +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
  '</Types>';

const packageXml =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  '</Relationships>';

const relationsXml =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

/** Names no author and no time: whoever gets the file learns nothing that it does not say itself. */
const coreXml = (title: string): string =>
  `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
  `<dc:title>${escapeXml(title)}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>`;
