/** What a strict reader makes of a document.xml: its paragraphs, a tab standing for each dotted line. */
export function paragraphsOf(xml: string): readonly { readonly style: string; readonly text: string }[] {
  checkXml(xml);
  return [...xml.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, inner = '']) => ({
    style: /<w:pStyle w:val="(\w+)"\/>/.exec(inner)?.[1] ?? '',
    text: [...inner.matchAll(/<w:t xml:space="preserve">([^<]*)<\/w:t>|(<w:tab\/>)/g)]
      .map(([, text, tab]) => (tab ? '\t' : decode(text ?? '')))
      .join(''),
  }));
}

const TOKENS = /<\?xml [^>]*\?>|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;

/** @throws where it is not well-formed XML 1.0, so that a word processor would refuse the file */
export function checkXml(xml: string): void {
  const open: string[] = [];
  let read = 0;
  for (const token of xml.matchAll(TOKENS)) {
    read += token[0].length;
    const [all, end, name, , closed] = token;
    if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(all)) throw new Error('an ampersand that stands for nothing');
    if (name === undefined || closed) continue;
    if (!end) open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> ends nothing`);
  }
  if (read !== xml.length) throw new Error(`broken after ${xml.slice(Math.max(0, read - 40), read)}`);
  if (open.length > 0) throw new Error(`<${open.join('><')}> never ends`);
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (forbidden) throw new Error(`U+${forbidden[0].codePointAt(0)?.toString(16)} has no place in XML`);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text: string) => text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
