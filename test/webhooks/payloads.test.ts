import { asMetaWrites, payloadFiles } from '../support/payload-files';
import { openDoor, type Door } from './open-door';

let door: Door;

describe('what is stored of each payload', () => {
  // One store for all of them, emptied in between: to open one takes longer than to try a payload.
  beforeAll(async () => {
    door = await openDoor();
  });
  afterEach(() => door.empty());
  afterAll(() => door.close());

  test.each(payloadFiles.map((file) => [file.name, file] as const))('%s', async (_name, file) => {
    expect((await door.post(asMetaWrites(file.body))).status).toBe(200);
    const events = await door.events();
    expect(
      events.map(({ kind, state, conversationId }) => ({ kind, state, conversation: conversationId !== '' })),
    ).toEqual(file.stored);
    const first = events.find(({ state }) => state === 'new');
    if (file.at !== undefined) expect(first?.at).toBe(file.at === 'now' ? door.clock.now() : file.at);
    for (const event of events) {
      const isSaidAside = event.kind === 'standby' && event.state === 'new';
      expect(event.shown).toBe(isSaidAside || ['message', 'postback', 'edit'].includes(event.kind));
      if (event.state === 'new') expect(door.woken).toContain(`turns ${event.conversationId}`);
    }

    // Sent again, as Meta does, it is nothing new.
    expect((await door.post(asMetaWrites(file.body))).status).toBe(200);
    expect(await door.events()).toEqual(events);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
