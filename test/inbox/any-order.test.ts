import fc from 'fast-check';
import { takeTurn } from '../../src/inbox/take-turn';
import { readTranscript } from '../../src/store/read-transcript';
import { ownAppId } from '../support/payload-files';
import { earlier, openShell, said } from '../support/open-shell';

/**
 * One thing that happens: a webhook with several items (some of them there before, some late), or a worker that
 * takes whatever waits for one of the people, alone or beside a second worker.
 */
const people = ['7390000000000001', '7390000000000002', '7390000000000003'] as const;
const item = fc.record({
  mid: fc.integer({ min: 0, max: 25 }),
  person: fc.constantFrom(...people),
  at: fc.integer({ min: 0, max: 6 }),
});
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ post: fc.array(item, { minLength: 1, maxLength: 6 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ take: fc.constantFrom(...people), workers: fc.integer({ min: 1, max: 3 }) }),
  },
);

test('however events come, each is in its transcript once, by time and arrival, and has one turn', async () => {
  const property = fc.asyncProperty(
    fc.array(happening, { minLength: 1, maxLength: 14 }),
    async (happenings) => {
      const shell = await openShell();
      try {
        /** What each message turned out to be when it came first; a later copy is the same, as at Meta. */
        const known = new Map<number, { person: string; at: number; words: string }>();
        for (const one of happenings) {
          shell.clock.pass(10);
          if ('take' in one) {
            const id = shell.idOf(one.take);
            await Promise.all(Array.from({ length: one.workers }, () => takeTurn(shell.turnDeps, id)));
            continue;
          }
          const items = one.post.map(({ mid, person, at }) => {
            const first = known.get(mid) ?? { person, at: earlier + at, words: `tin số ${mid}` };
            known.set(mid, first);
            return said(`m_${mid}`, first.words, { at: first.at, psid: first.person });
          });
          await shell.post(...items);
        }
        shell.clock.pass(11_000);
        await shell.work();

        for (const person of people) {
          const expected = [...known.values()]
            .filter((one) => one.person === person)
            .map((one, arrival) => ({ ...one, arrival }))
            .sort((a, b) => a.at - b.at || a.arrival - b.arrival)
            .map(({ words }) => words);
          const id = shell.idOf(person);
          const { items } = await readTranscript({ ...shell.store, ownAppId }, id, { limit: 500 });
          expect(items.filter(({ from }) => from === 'citizen').map(({ text }) => text)).toEqual(expected);

          const stored = (await shell.events()).filter(({ conversationId }) => conversationId === id);
          expect(stored.every(({ state }) => state === 'done')).toBe(true);
          const handled = (await shell.store.conversations.get(id))?.doc.handled.map((one) => one.id) ?? [];
          expect([...handled].sort()).toEqual(stored.map((event) => event.id).sort());
          // Whoever said anything was answered, and in one order.
          const messages = await shell.store.messages.find({
            where: { conversationId: id },
            sort: [],
            limit: 1_000,
          });
          if (expected.length > 0) expect(messages.length).toBeGreaterThan(0);
          expect(messages.every(({ doc }) => doc.state === 'sent')).toBe(true);
          const seqs = shell.calls
            .filter(({ psid }) => psid === person)
            .map(({ metadata }) => messages.find(({ doc }) => doc.id === metadata)?.doc.seq ?? 0);
          expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
          expect(new Set(seqs).size).toBe(messages.length);
        }
      } finally {
        await shell.close();
      }
    },
  );
  await fc.assert(property, { numRuns: 30 });
}, 120_000);
