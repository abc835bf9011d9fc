import { crashPoints } from './crash-points';
import { dieAt, killOnOneStage } from './rows/row-01-killed';
import { seededRandom } from './seeded-random';
import { hurried, type Lent } from './stage';

/** The short one of the stories that `npm run faults` tells at length. */
const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const lent: Lent = {
  profile: 'embedded',
  random: seededRandom(seed),
  long: false,
  limit: hurried,
  kills: undefined,
  progress: () => undefined,
  admit: async () => () => undefined,
  sharedServers: () => Promise.reject(new Error('this profile has no servers')),
  ownServers: () => Promise.reject(new Error('this profile has no servers')),
  searched: () => undefined,
};

describe('the points at which a test may kill the program', () => {
  it('are in the inbox, the spool, the turn, the case and the outbox, each with a name of its own', () => {
    const points = crashPoints();
    const parts = new Set(points.map((name) => name.split('.')[0]));
    expect([...parts]).toEqual(expect.arrayContaining(['case', 'deliver', 'inbox', 'spool', 'turn']));
    expect(new Set(points).size).toBe(points.length);
  });
});

describe('killed', () => {
  it.each(['inbox.afterInsert', 'turn.afterCommit'])(
    'at %s, it loses nothing, doubles nothing and heals by itself',
    async (point) => {
      const { kills, broken } = await dieAt(lent, point, 2, ({ system }) => system.web[0]);
      expect({ kills, broken }).toEqual({ kills: 1, broken: [] });
    },
    120_000,
  );

  it(`at random moments, it loses nothing, doubles nothing and heals by itself (FAULTS_SEED=${seed})`, async () => {
    const { kills, broken } = await killOnOneStage(lent, 5, 6, ({ system }) => system.web);
    expect({ seed, kills, broken }).toEqual({ seed, kills: 5, broken: [] });
  }, 180_000);
});
