import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rounded } from '../measure.mjs';
import { root } from '../program.mjs';

const RATE = 30;
const SENDS = 10_000;
const CONVERSATIONS = 2_000;
/** A Graph call, on the virtual clock. */
const CALL_MS = 150;

export const pacing = {
  name: 'pacing',
  says: `a backlog of ${SENDS} sends in ${CONVERSATIONS} conversations at ${RATE}/s, on a virtual clock`,
  async run() {
    const { localPace } = await import(pathToFileURL(join(root, 'dist/src/outbox/pace.js')).href);
    let now = 1_790_000_000_000;
    const begun = now;
    const pace = localPace({ clock: { now: () => now } }, RATE);
    const each = SENDS / CONVERSATIONS;
    // Who comes next is found in slots of a millisecond.
    const slots = new Map();
    const later = (at, one) => slots.set(at, [...(slots.get(at) ?? []), one]);
    for (let id = 0; id < CONVERSATIONS; id += 1) later(now, { id, next: 0, isBack: false, since: now });
    const times = [];
    const lastOf = new Map();
    let [asked, disordered, longest, waiting] = [0, 0, 0, CONVERSATIONS];
    while (waiting > 0) {
      const due = slots.get(now) ?? [];
      slots.delete(now);
      for (const one of due) {
        asked += 1;
        const wait = await pace(one.isBack);
        if (wait > 0) {
          // As late as timers are, but the same in every run.
          later(now + wait + ((asked * 7) % 23), { ...one, isBack: true });
          continue;
        }
        times.push(now);
        if ((lastOf.get(one.id) ?? -1) !== one.next - 1) disordered += 1;
        lastOf.set(one.id, one.next);
        longest = Math.max(longest, now - one.since);
        if (one.next + 1 === each) waiting -= 1;
        else later(now + CALL_MS, { id: one.id, next: one.next + 1, isBack: false, since: now });
      }
      now += 1;
    }
    const fairMs = (CONVERSATIONS / RATE) * 1_000;
    const most = mostInASecond(times);
    const share = rounded(longest / fairMs, 2);
    return {
      lines: [
        {
          what: 'sent',
          value: times.length,
          unit: 'messages',
          target: `${SENDS}`,
          met: times.length === SENDS,
        },
        {
          what: 'out of order within a conversation',
          value: disordered,
          unit: 'messages',
          target: '0',
          met: disordered === 0,
        },
        {
          what: 'most in any second',
          value: most,
          unit: 'messages',
          target: `<= ${RATE}`,
          met: most <= RATE,
        },
        { what: 'rate over all', value: rounded(times.length / ((now - begun) / 1_000)), unit: 'messages/s' },
        {
          what: 'longest wait of a conversation between two of its messages, of its fair share',
          value: share,
          unit: `times ${rounded(fairMs / 1_000)} s`,
          target: '<= 1.5',
          met: share <= 1.5,
        },
        { what: 'asked for a place, a message', value: rounded(asked / times.length, 2), unit: 'times' },
      ],
      details: { asked, longestMs: longest, virtualSeconds: (now - begun) / 1_000 },
    };
  },
};

function mostInASecond(times) {
  let [most, from] = [0, 0];
  times.forEach((at, place) => {
    while (times[from] <= at - 1_000) from += 1;
    most = Math.max(most, place - from + 1);
  });
  return most;
}
