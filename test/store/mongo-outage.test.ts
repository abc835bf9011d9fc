import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Blobs, Documents } from '../../src/store/documents';
import { openMongo } from '../../src/store/mongo/open-mongo';
import { StoreAway } from '../../src/store/store-away';
import { startMongo, type RealServer } from '../services/real-servers.cjs';
import { onOwnMongod } from '../support/services';

jest.setTimeout(60_000);

const spec = { name: 'notes', indexes: [['at']], leased: true };

onOwnMongod.each([
  ['a node that stands alone', false],
  ['a replica set of one member', true],
])('MongoDB as %s, gone for a while', (_, replica) => {
  let folder: string;
  let server: RealServer;
  let documents: Documents;
  let blobs: Blobs;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mongo-outage-'));
    server = await startMongo({ folder, replica });
    ({ documents, blobs } = await openMongo(server.url));
    await documents.open([spec]);
    await documents.insertIfAbsent('notes', [{ id: 'a' }]);
  });
  afterEach(async () => {
    await documents.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const acts = (round: string): (() => Promise<unknown>)[] => [
    () => documents.insertIfAbsent('notes', [{ id: round }]),
    () => documents.insertIfAbsent('notes', [{ id: `${round}-1` }, { id: `${round}-2` }]),
    () => documents.get('notes', 'a'),
    () => documents.replace('notes', { id: 'a' }, { version: 1 }),
    () => documents.update('notes', 'a', { at: 1 }),
    () => documents.updateMany('notes', ['a'], { at: 2 }),
    () => documents.find('notes', { where: {}, sort: ['at'], limit: 5 }),
    () => documents.count('notes', {}),
    () => documents.groupCount('notes', 'at', {}),
    () => documents.delete('notes', 'none'),
    () => documents.lease('notes', 'a', 1_000),
    () => documents.release('notes', 'a', 1),
    () => documents.check(),
    () => blobs.put('file', Buffer.alloc(300_000)),
    () => blobs.get('file'),
    () => blobs.delete('file'),
  ];

  /** All fail as they should, none of them later than `ms`. */
  const expectAway = async (round: string, ms: number) => {
    const started = performance.now();
    const results = await Promise.allSettled(acts(round).map((act) => act()));
    expect(performance.now() - started).toBeLessThan(ms);
    for (const result of results)
      expect(result).toMatchObject({ reason: expect.any(StoreAway) as StoreAway });
  };

  const untilBack = async () => {
    for (let tries = 0; tries < 10; tries++) {
      const back = await documents.check().then(
        () => true,
        () => false,
      );
      if (back) return;
    }
    throw new Error('It did not come back.');
  };

  it('says so at every call, and goes on where it was as soon as it is back', async () => {
    await server.kill();
    await expectAway('at once', 6_000);
    await expectAway('later', 3_000);
    await server.restart();
    await untilBack();
    expect(await documents.get('notes', 'a')).toMatchObject({ doc: { id: 'a' }, version: 1 });
    expect(await documents.insertIfAbsent('notes', [{ id: 'at once' }, { id: 'later' }])).toEqual([
      true,
      true,
    ]);
  });

  it('gives up within seconds on a server that hangs, and goes on when it answers again', async () => {
    server.pause();
    await expectAway('hung', 10_000);
    await expectAway('still', 3_000);
    server.resume();
    await untilBack();
    expect(await documents.insertIfAbsent('notes', [{ id: 'b' }])).toEqual([true]);
  });

  it('closes within seconds while it hangs', async () => {
    server.pause();
    const asked = documents.get('notes', 'a').catch((error: unknown) => error);
    const started = performance.now();
    await documents.close();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await asked).toBeInstanceOf(StoreAway);
    server.resume();
  });
});
