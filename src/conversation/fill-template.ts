const NAME = /\{([a-z0-9]+(?:[.-][a-z0-9]+)*)\}/g;

/**
 * Puts values in the place of `{names}`, once: what is put in is never read as a template again, so a citizen's
 * own braces stay what they are. A name without a value leaves nothing; a line of which nothing is left is left out.
 */
export const fillTemplate = (text: string, valueOf: (name: string) => string | undefined): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const filled = line.replace(NAME, (_whole, name: string) => valueOf(name) ?? '');
      return filled.trim() === '' && line.trim() !== '' ? [] : [filled];
    })
    .join('\n');

/** The names that a text uses. */
export const templateNames = (text: string): string[] =>
  [...text.matchAll(NAME)].map((match) => match[1] ?? '');
