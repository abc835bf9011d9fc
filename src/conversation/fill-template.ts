const NAME = /\{([a-z0-9]+(?:[.-][a-z0-9]+)*)\}/g;

/**
 * Puts values in the place of `{names}`, once: what is put in is never read as a template again, so a citizen's
 * own braces stay what they are. A name without a value leaves nothing; a line of which nothing is left is left out.
 */
export function fillTemplate(text: string, valueOf: (name: string) => string | undefined): string {
  const { lines, names } = readTemplate(text);
  if (names.length === 0) return text;
  const filled: string[] = [];
  for (const parts of lines) {
    // Words and names in turn, as a split at the names leaves them.
    const line = parts.map((part, at) => (at % 2 === 0 ? part : (valueOf(part) ?? ''))).join('');
    if (parts.length === 1 || line.trim() !== '') filled.push(line);
  }
  return filled.join('\n');
}

/** The names that a text uses. */
export const templateNames = (text: string): readonly string[] => readTemplate(text).names;

type Template = { readonly lines: readonly (readonly string[])[]; readonly names: readonly string[] };

/** Those of the flows are few, and come again with every message; the cap only keeps a mistake from filling memory. */
const templates = new Map<string, Template>();
const MOST_TEMPLATES = 2_000;

function readTemplate(text: string): Template {
  const known = templates.get(text);
  if (known) return known;
  const lines = text.split('\n').map((line) => line.split(NAME));
  const made = { lines, names: lines.flatMap((parts) => parts.filter((_, at) => at % 2 === 1)) };
  if (templates.size >= MOST_TEMPLATES) templates.clear();
  templates.set(text, made);
  return made;
}
