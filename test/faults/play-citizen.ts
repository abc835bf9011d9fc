import type { Simulator, ThreadMessage } from '../../src/simulator/simulator';
import { mask } from './expect-replies';
import type { Act, Intake } from './intakes';

export type Played = {
  readonly psid: string;
  readonly intake: Intake;
  /** Every message that he had to receive, in order. */
  readonly expected: readonly string[];
  /** Resolves when he has been told all that he waits for at this moment. */
  readonly answered: () => Promise<void>;
  /** The longest that he has waited until he had been told everything, as far as he was. */
  readonly longestWaitMs: () => number;
  readonly done: Promise<void>;
};

/** What the page said, each message once, however often it was sent. */
export function heardOnce(thread: readonly ThreadMessage[]): ThreadMessage[] {
  const seen = new Set<string>();
  return thread.filter(({ from, metadata }) => {
    if (from !== 'page') return false;
    if (metadata === undefined) return true;
    if (seen.has(metadata)) return false;
    seen.add(metadata);
    return true;
  });
}

/** Talks through a whole intake as a person does: acts, waits until he has been told everything, thinks, acts again. */
export function playCitizen(
  deps: {
    readonly simulator: Simulator;
    readonly thinkMs: () => number;
    readonly patienceMs: number;
    /** Set when nobody is interested any more. */
    readonly signal: AbortSignal;
  },
  intake: Intake,
  expected: readonly (readonly string[])[],
): Played {
  const { simulator } = deps;
  const { psid } = simulator.newCitizen();
  let answered = Promise.resolve();
  let longest = 0;
  const talk = async (): Promise<void> => {
    for (const [at, step] of intake.steps.entries()) {
      await new Promise((resolve) => setTimeout(resolve, deps.thinkMs()));
      for (const act of step) perform(simulator, psid, act);
      const wanted = expected[at] ?? [];
      const isTold = () => heardOnce(simulator.thread(psid)).length >= wanted.length;
      answered = waitFor(deps, isTold).catch(() => {
        const told = heardOnce(simulator.thread(psid)).map(({ text = '' }) => mask(text));
        const where = `a citizen (${intake.kind}) waited ${deps.patienceMs} ms at step ${at + 1}`;
        throw new Error(
          `${where}: told ${told.length} of ${wanted.length} messages, the last “${told.at(-1) ?? ''}”`,
        );
      });
      const since = Date.now();
      await answered;
      longest = Math.max(longest, Date.now() - since);
    }
  };
  return {
    psid,
    intake,
    expected: expected.at(-1) ?? [],
    answered: () => answered,
    longestWaitMs: () => longest,
    done: talk(),
  };
}

const SLICE_MS = 500;

/** In slices, so that no timer outlives the run. */
async function waitFor(
  deps: { readonly simulator: Simulator; readonly patienceMs: number; readonly signal: AbortSignal },
  isTold: () => boolean,
): Promise<void> {
  for (const until = Date.now() + deps.patienceMs; Date.now() < until && !deps.signal.aborted;) {
    await deps.simulator.until(isTold, SLICE_MS).catch(() => undefined);
    if (isTold()) return;
  }
  throw new Error('was not told in time');
}

function perform(simulator: Simulator, psid: string, act: Act): void {
  if (act.type === 'say') {
    simulator.say(psid, act.text, { twice: act.twice === true });
    return;
  }
  const offers = simulator.thread(psid).flatMap(({ quickReplies }) => quickReplies ?? []);
  const reply = offers.findLast(({ title }) => title === act.title);
  if (!reply?.payload) throw new Error(`the page offers nothing named “${act.title}”`);
  simulator.quickReply(psid, act.title, reply.payload);
}
