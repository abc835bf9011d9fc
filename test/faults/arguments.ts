export const profiles = ['embedded', 'service'] as const;
export type Profile = (typeof profiles)[number];

export type Arguments = {
  readonly seed: number;
  /** Undefined: every row. */
  readonly only: readonly string[] | undefined;
  readonly profiles: readonly Profile[];
  /** Full durations and 500 kills a profile, instead of what fits into a few minutes. */
  readonly long: boolean;
  /** Kills at random a row, where the usual number is not wanted. */
  readonly kills: number | undefined;
  readonly list: boolean;
};

const MOST_SEED = 1_000_000;
const MOST_KILLS = 10_000;

/** @throws Error with a sentence that says what may be written instead */
export function readArguments(argv: readonly string[], now: number): Arguments {
  let read: Arguments = {
    seed: now % MOST_SEED,
    only: undefined,
    profiles,
    long: false,
    kills: undefined,
    list: false,
  };
  const rest = [...argv];
  const valueOf = (option: string): string => {
    const value = rest.shift();
    if (value === undefined || value.startsWith('--')) throw new Error(`${option} needs a value behind it.`);
    return value;
  };
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if (option === '--long') read = { ...read, long: true };
    else if (option === '--list') read = { ...read, list: true };
    else if (option === '--only') read = { ...read, only: [...(read.only ?? []), valueOf(option)] };
    else if (option === '--seed') read = { ...read, seed: seedOf(valueOf(option)) };
    else if (option === '--kills') read = { ...read, kills: killsOf(valueOf(option)) };
    else if (option === '--profile') read = { ...read, profiles: [profileOf(valueOf(option))] };
    else
      throw new Error(
        `There is no option ${option}. There are: --seed N, --only ROW, --profile P, --long, --kills N, --list.`,
      );
  }
  return read;
}

function seedOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error('--seed needs a whole number.');
  return Number(text);
}

function killsOf(text: string): number {
  const kills = Number(text);
  if (!/^\d+$/.test(text) || kills < 1 || kills > MOST_KILLS)
    throw new Error(`--kills needs a whole number from 1 to ${MOST_KILLS}.`);
  return kills;
}

function profileOf(text: string): Profile {
  const found = profiles.find((profile) => profile === text);
  if (!found) throw new Error(`--profile is one of: ${profiles.join(', ')}.`);
  return found;
}
