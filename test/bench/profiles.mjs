/** How far apart two messages of a pair are. Any closer, and nobody can tell which webhook came first. */
const LEAST_PAIR_MS = 5;
const MOST_PAIR_MS = 30;

/**
 * How one act of a citizen reaches the bot.
 * - `clean`: once, in one webhook.
 * - `human`: 2 % are delivered twice (the same message id, as Meta does). 5 % are a pair 5 to 30 ms apart: a button is
 *   tapped twice (two message ids), or the next text is written before the first is answered. 1 % are two texts in one
 *   webhook, and 1 % two texts in one webhook with the newer one first. Where an act allows no such thing (the next
 *   one is a tap, whose button is not there yet), it is delivered plainly.
 *
 * @param next the act of this citizen that comes next
 * @param until how many acts he does at most
 * @returns the webhooks, each with what it waits for and its messages, and how many acts they stand for
 */
export function deliveriesOf(profile, acts, next, until, random) {
  const said = { act: next, again: false };
  const plain = { acts: 1, webhooks: [{ wait: 0, messages: [said] }], odd: undefined };
  if (profile === 'clean') return plain;
  const chance = random();
  const gap = Math.round(LEAST_PAIR_MS + random() * (MOST_PAIR_MS - LEAST_PAIR_MS));
  const after = { act: next + 1, again: false };
  const twoTexts = next + 1 < until && acts[next].type === 'say' && acts[next + 1].type === 'say';
  const one = (wait, ...messages) => ({ wait, messages });
  if (chance < 0.02) return { ...plain, odd: 'delivered twice', webhooks: [one(0, said), one(gap, said)] };
  if (chance < 0.07 && acts[next].type === 'tap')
    return { ...plain, odd: 'tapped twice', webhooks: [one(0, said), one(gap, { ...said, again: true })] };
  if (!twoTexts) return plain;
  if (chance < 0.07) return { acts: 2, odd: 'two at once', webhooks: [one(0, said), one(gap, after)] };
  if (chance < 0.08) return { acts: 2, odd: 'two in one webhook', webhooks: [one(0, said, after)] };
  if (chance < 0.09) return { acts: 2, odd: 'newer one first', webhooks: [one(0, after, said)] };
  return plain;
}
