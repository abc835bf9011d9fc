import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkInvariants } from './check-invariants';
import { expectReplies, shippedBook } from './expect-replies';
import { intakeOf, phoneOf } from './intakes';
import { playCitizen, type Played } from './play-citizen';
import { prepareProgram, type Program } from './program';
import { seededRandom } from './seeded-random';
import { openStandIn, type StandIn } from './stand-in';
import { readWorld } from './read-world';

/** After the last kill everything must have healed by then. */
const HEAL_MS = 30_000;
/** So many messages of a citizen into an intake, it is far from both ends. */
const MIDDLE = 5;
const beforeSend = 'deliver.beforeSend';
const book = shippedBook();
const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);

type Stage = {
  readonly standIn: StandIn;
  readonly program: Program;
  readonly play: (
    citizens: number,
    how: { readonly kind?: string; readonly thinkMs: () => number; readonly patienceMs: number },
  ) => Played[];
  /** Stops the program and says what does not hold. */
  readonly judge: (kills: number) => Promise<string[]>;
};

/** The program on a data folder of its own, with the stand-in for Meta; all of it is gone afterwards. */
async function onStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiep-nhan-faults-'));
  const standIn = await openStandIn();
  const program = await prepareProgram({ dataDir, graphUrl: standIn.graphUrl });
  standIn.deliverTo(program.port);
  const played: Played[] = [];
  const over = new AbortController();
  try {
    await act({
      standIn,
      program,
      play(citizens, { kind, ...how }) {
        for (let n = 1; n <= citizens; n += 1) {
          const intake = intakeOf(n, kind);
          const { simulator } = standIn;
          const citizen = playCitizen(
            { simulator, signal: over.signal, ...how },
            intake,
            expectReplies(book, intake.steps),
          );
          // Whoever waits for it hears of a failure; until then it is nobody's unhandled rejection.
          citizen.done.catch(() => undefined);
          played.push(citizen);
        }
        return played;
      },
      async judge(kills) {
        await standIn.simulator.idle();
        // What was acknowledged last is still being worked off.
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        expect(await program.stop()).toBe(0);
        const words = played.map(({ intake }) => intake.summary);
        const secrets = [...words, ...played.map((_, at) => phoneOf(at + 1))];
        const log = program.output();
        return checkInvariants(await readWorld(standIn, { dataDir, played, kills, log, secrets }));
      },
    });
  } finally {
    over.abort();
    await program.kill();
    await standIn.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Dies at the point, dies there again while it mends that, and once more in the middle of the intakes. */
async function dieAt(point: string, citizens: number): Promise<string[]> {
  let broken: string[] = [];
  await onStage(async ({ standIn: { simulator }, program, play, judge }) => {
    const die = async (): Promise<void> => {
      program.launch(point);
      if (!(await program.died(HEAL_MS))) throw new Error('the program never came there');
    };
    const said = (): number =>
      Math.max(...played.map(({ psid }) => simulator.thread(psid).filter(isCitizens).length));
    const played = play(citizens, { kind: 'phan-anh', thinkMs: () => 50, patienceMs: 2 * HEAL_MS });
    await die();
    await die();
    let kills = 2;
    program.launch();
    if (said() < MIDDLE && citizens > 1) {
      await simulator.until(() => said() >= MIDDLE, HEAL_MS);
      expect(await program.stop()).toBe(0);
      await die();
      kills += 1;
      program.launch();
    }
    await Promise.all(played.map(({ done }) => done));
    broken = await judge(kills);
  });
  return broken;
}

const isCitizens = ({ from }: { readonly from: string }): boolean => from === 'citizen';

describe('killed at a named point', () => {
  const folder = join(__dirname, '../../src');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const points = sources.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/crashPoint\('([^']+)'\)/g)].map(
      ([, name]) => name ?? '',
    ),
  );

  it('has points to be killed at in the inbox, the turn, the case and the outbox', () => {
    const parts = new Set(points.map((name) => name.split('.')[0]));
    expect([...parts].sort()).toEqual(expect.arrayContaining(['case', 'deliver', 'inbox', 'turn']));
    expect(new Set(points).size).toBe(points.length);
    expect(points).toContain(beforeSend);
  });

  it(
    'loses nothing, doubles nothing and heals by itself, wherever it dies and dies again',
    async () => {
      // With one citizen it is the same message that is hit twice, before it ever got out.
      const runs = [...points.map((point) => ({ point, citizens: 3 })), { point: beforeSend, citizens: 1 }];
      const outcomes = await Promise.all(
        runs.map(async ({ point, citizens }) => {
          try {
            return (await dieAt(point, citizens)).map((sentence) => `${point}: ${sentence}`);
          } catch (error) {
            return [`${point}: ${error instanceof Error ? error.message : String(error)}`];
          }
        }),
      );
      expect(outcomes.flat()).toEqual([]);
    },
    3 * HEAL_MS,
  );
});

describe('killed at random moments', () => {
  it(
    `loses nothing, doubles nothing and heals by itself (FAULTS_SEED=${seed})`,
    async () => {
      const random = seededRandom(seed);
      const kills = 30;
      await onStage(async ({ program, play, judge }) => {
        program.launch();
        await program.ready();
        const citizens = play(20, { thinkMs: () => random(50, 3_000), patienceMs: 4 * HEAL_MS });
        for (let kill = 0; kill < kills; kill += 1) {
          // Now and then while it starts; else soon after, when all that has piled up comes in at once.
          if (random(0, 5) > 0) await program.ready();
          await new Promise((resolve) => setTimeout(resolve, random(5, 450)));
          await program.kill();
          program.launch();
        }
        const lastKill = Date.now();
        await Promise.all(citizens.map(({ answered }) => answered()));
        expect(Date.now() - lastKill).toBeLessThan(HEAL_MS);
        await Promise.all(citizens.map(({ done }) => done));
        expect({ seed, broken: await judge(kills) }).toEqual({ seed, broken: [] });
      });
    },
    5 * HEAL_MS,
  );
});
