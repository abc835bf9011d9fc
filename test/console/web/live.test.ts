import type { LiveNotice } from '../../../src/console/contract';
import { openLive, type Stream } from '../../../src/console/web/live/open-live';
import { pickReloads } from '../../../src/console/web/live/pick-reloads';

/** A stream and a clock in the hands of the test. */
function rig() {
  const streams: (Stream & { closed: boolean })[] = [];
  let timers: { ms: number; run: () => void }[] = [];
  const told: unknown[] = [];
  const stop = openLive(
    {
      connect: () => {
        const stream = {
          onopen: null,
          onmessage: null,
          onerror: null,
          closed: false,
          close() {
            this.closed = true;
          },
        };
        streams.push(stream);
        return stream;
      },
      later: (ms, run) => {
        const timer = { ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    {
      state: (state) => told.push(state),
      notices: (notices) => told.push(notices),
      back: () => told.push('back'),
    },
  );
  const newest = () => {
    const stream = streams.at(-1);
    if (stream === undefined) throw new Error('nothing is connected');
    return stream;
  };
  return {
    told,
    streams,
    stop,
    open: () => newest().onopen?.(new Event('open')),
    fail: () => newest().onerror?.(new Event('error')),
    say: (data: string) => newest().onmessage?.(new MessageEvent('message', { data })),
    waiting: () => timers.map((timer) => timer.ms),
    runTimers: () => {
      const due = timers;
      timers = [];
      for (const timer of due) timer.run();
    },
  };
}

describe('the live connection', () => {
  it('tells notices that come close together at once', () => {
    const live = rig();
    live.open();
    live.say('{"type":"case-changed","caseId":"a"}');
    live.say('{"type":"case-changed","caseId":"b"}');
    expect(live.waiting()).toHaveLength(1);
    live.runTimers();
    expect(live.told).toEqual([
      'open',
      [
        { type: 'case-changed', caseId: 'a' },
        { type: 'case-changed', caseId: 'b' },
      ],
    ]);
  });

  it('passes over what it does not understand', () => {
    const live = rig();
    live.open();
    live.say('{"type":"weather"}');
    live.say('not JSON');
    expect(live.waiting()).toEqual([]);
  });

  it('tries again, later each time, and says when it is back', () => {
    const live = rig();
    live.open();
    const waits: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      live.fail();
      waits.push(...live.waiting());
      live.runTimers();
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 15000, 15000, 15000]);
    expect(live.streams.slice(0, -1).every((stream) => stream.closed)).toBe(true);
    live.open();
    expect(live.told.slice(-3)).toEqual(['lost', 'open', 'back']);
  });

  it('leaves nothing running when it is stopped', () => {
    const live = rig();
    live.open();
    live.say('{"type":"case-changed","caseId":"a"}');
    live.stop();
    expect(live.waiting()).toEqual([]);
    expect(live.streams[0]?.closed).toBe(true);
  });
});

describe('what to load again', () => {
  it('is each thing once', () => {
    const notices: LiveNotice[] = [
      { type: 'case-opened', caseId: 'n', code: 'PA-1' },
      { type: 'case-changed', caseId: 'a' },
      { type: 'conversation-changed', caseIds: ['a', 'b'] },
      { type: 'case-opened', caseId: 'n', code: 'PA-1' },
    ];
    expect(pickReloads(notices)).toEqual({
      keys: [['cases'], ['counts'], ['case', 'a'], ['transcript', 'a'], ['case', 'b'], ['transcript', 'b']],
      opened: [{ id: 'n', code: 'PA-1' }],
    });
  });

  it('leaves the list alone when only a conversation went on', () => {
    expect(pickReloads([{ type: 'conversation-changed', caseIds: ['a'] }]).keys).toEqual([
      ['case', 'a'],
      ['transcript', 'a'],
    ]);
  });
});
