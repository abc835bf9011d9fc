import { firstNumber, intakeOf, payloadOf } from './intakes.mjs';
import { seeded } from './measure.mjs';
import { deliveriesOf } from './profiles.mjs';
import { credentials } from './program.mjs';

let nextNumber = firstNumber;

/** Somebody whom the system has never heard of, with a whole intake before him. */
export function newCitizen(prefix, kind) {
  const number = nextNumber;
  nextNumber += 1;
  return {
    psid: `${prefix}00000${number}`,
    ...intakeOf(number, kind),
    random: seeded(number),
    /** How many acts he has said, and how many of them are answered. */
    begun: 0,
    done: 0,
    messages: 0,
    told: [],
    offered: [],
    odds: [],
    failed: false,
  };
}

/** The webhooks of his next act, or acts; he has done them then. */
export function nextDeliveries(citizen, profile, most) {
  const { acts, begun, random } = citizen;
  const plan = deliveriesOf(profile, acts, begun, Math.min(acts.length, most), random);
  const now = Date.now();
  const ids = new Set();
  const webhooks = plan.webhooks.map(({ wait, messages }) => ({
    wait,
    events: messages.map((message) => {
      const event = eventOf(citizen, message, now + (message.act - begun) * 10 + (message.again ? 5 : 0));
      ids.add(event.message.mid);
      return event;
    }),
  }));
  citizen.begun += plan.acts;
  citizen.messages += ids.size;
  if (plan.odd) citizen.odds.push(plan.odd);
  return { webhooks, messages: ids.size };
}

function eventOf({ psid, acts, offered }, { act, again }, timestamp) {
  const { type, text, title } = acts[act];
  const message = { mid: `m_${psid}_${act}${again ? '_again' : ''}`, text: text ?? title };
  if (type === 'tap') message.quick_reply = { payload: payloadOf(offered, title) };
  return { sender: { id: psid }, recipient: { id: credentials.PAGE_ID }, timestamp, message };
}
