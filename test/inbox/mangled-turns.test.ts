import fc from 'fast-check';
import { readMessagingItem } from '../../src/messenger/events';
import { readTranscript } from '../../src/store/read-transcript';
import { fuzz } from '../support/fuzz';
import { changes, mangle } from '../support/mangle';
import { openShell, said } from '../support/open-shell';
import { ownAppId, pageId, payloadFiles } from '../support/payload-files';

type Entries = { readonly entry?: unknown } | null;

const itemsOf = (body: unknown): unknown[] => {
  const entries = (body as Entries)?.entry;
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: { messaging?: unknown } | null) =>
    Array.isArray(entry?.messaging) ? (entry.messaging as unknown[]) : [],
  );
};
const items = payloadFiles.flatMap(({ body }) => itemsOf(body)).filter((item) => item != null);
const runs = fuzz.runs(200);

/** Whatever happens to the rest of an item, it is this person's and new: a turn is made of it. */
const ofPerson = (item: unknown, person: string): object => {
  const fresh = JSON.parse(JSON.stringify(item ?? {}).replaceAll('"m_', `"m_${person}_`)) as object;
  return { ...fresh, sender: { id: person }, recipient: { id: person } };
};

test(
  `${runs} mangled items leave nobody waiting (seed ${fuzz.seed})`,
  async () => {
    const shell = await openShell();
    try {
      let people = 0;
      const property = fc.asyncProperty(fc.constantFrom(...items), changes, async (item, happened) => {
        const person = `739${(people += 1)}`;
        const mangled = ofPerson(mangle(item, happened), person);
        shell.clock.pass(1_000);
        await shell.post(
          mangled,
          said(`m_hello_${person}`, 'xin chào', { psid: person, at: shell.clock.now() }),
        );
        await shell.work();
        const waiting = await shell.store.events.find({
          where: { state: 'new' },
          sort: ['arrival'],
          limit: 5,
        });
        expect(waiting.map(({ doc }) => doc.body)).toEqual([]);

        const { kind } = readMessagingItem(pageId, mangled, shell.clock.now());
        const isWithPeople = kind === 'echo' || kind === 'handover';
        if (!isWithPeople) expect(shell.calls.map(({ psid }) => psid)).toContain(person);
        const page = await readTranscript({ ...shell.store, ownAppId }, shell.idOf(person), { limit: 50 });
        expect(page.items.map(({ text }) => text)).toContain('xin chào');
      });
      await fc.assert(property, { numRuns: runs, seed: fuzz.seed });
      expect(shell.logged.filter((line) => !/"message":"(turn taken|message sent)"/.test(line))).toEqual([]);
    } finally {
      await shell.close();
    }
  },
  60_000 + runs * 200,
);
