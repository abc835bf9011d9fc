import type { Connected } from './connect';
import { notPrimary, refusedWith, tooOld, type Place } from './refusal';

/** What MongoDB says of itself, as far as it matters here. */
export type ServerFacts = {
  /** E.g. "6.0.5". */
  readonly version: string;
  readonly isWritablePrimary: boolean;
};

export async function checkServer({ database }: Connected, place: Place): Promise<void> {
  const [build, hello] = await Promise.all([
    database.command({ buildInfo: 1 }),
    database.command({ hello: 1 }),
  ]);
  const sentence = unfit({
    version: String(build.version),
    isWritablePrimary: hello.isWritablePrimary === true,
  });
  if (sentence !== undefined) throw refusedWith(sentence, place);
}

/** @returns why this server cannot be used, HOSTS standing for where it is */
export function unfit({ version, isWritablePrimary }: ServerFacts): string | undefined {
  if (!(Number.parseInt(version, 10) >= 6)) return tooOld;
  return isWritablePrimary ? undefined : notPrimary;
}
