import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rounded } from '../measure.mjs';
import { credentials, root } from '../program.mjs';

/** What a page is sent all day, each as often as it comes with one message of a citizen and one answer. */
const bodies = ['text', 'quick-reply', 'postback', 'image', 'echo-own', 'echo-own', 'delivery', 'read'];
const WARM_UP_ROUNDS = 2_000;
const ROUNDS = 10_000;
/** Another version is measured in turns with this one, so that both meet the same machine. */
const TURNS = 5;

/** Another version's checkout, built. */
const otherRoot = process.env.BENCH_AGAINST;

export const door = {
  name: 'door',
  says: 'the CPU that one webhook costs at the door before it is stored: its signature, and reading its events',
  async run({ scale }) {
    const webhooks = bodies.map(webhookOf);
    const versions = [versionIn(root), ...(otherRoot === undefined ? [] : [versionIn(otherRoot)])];
    const rounds = Math.ceil((ROUNDS * scale) / TURNS);
    const micros = versions.map(() => []);
    for (const version of versions) knock(version, webhooks, WARM_UP_ROUNDS);
    for (let turn = 0; turn < TURNS; turn += 1)
      for (const [at, version] of versions.entries()) micros[at].push(knock(version, webhooks, rounds));
    const [own, other] = micros.map((turns) => rounded(turns.toSorted((a, b) => a - b)[TURNS >> 1], 2));
    return {
      lines: [
        { what: `CPU a webhook, median of ${TURNS} times ${rounds * bodies.length}`, value: own, unit: 'µs' },
        ...(other === undefined ? [] : [{ what: 'the other version', value: other, unit: 'µs' }]),
      ],
      details: { micros },
    };
  },
};

function webhookOf(name) {
  const { body } = JSON.parse(readFileSync(join(root, 'test/payloads', `${name}.json`), 'utf8'));
  const raw = Buffer.from(JSON.stringify(body));
  const hex = createHmac('sha256', credentials.APP_SECRET).update(raw).digest('hex');
  return { raw, signature: `sha256=${hex}`, pageId: String(body.entry[0].id) };
}

function versionIn(folder) {
  const dist = join(folder, 'dist/webhooks');
  if (!existsSync(dist)) throw new Error(`${dist} is missing: build that version first.`);
  const load = createRequire(import.meta.url);
  const { verifySignature } = load(join(dist, 'verify-signature.js'));
  const { parsePayload } = load(join(dist, 'parse-payload.js'));
  return { verifySignature, parsePayload };
}

/** @returns the CPU in microseconds that one webhook took */
function knock({ verifySignature, parsePayload }, webhooks, rounds) {
  const from = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1)
    for (const { raw, signature, pageId } of webhooks) {
      const isSigned = verifySignature([credentials.APP_SECRET], raw, signature);
      if (!isSigned || parsePayload(raw, pageId, 1_790_000_000_000).length === 0)
        throw new Error('the door did not let a webhook in');
    }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / (rounds * webhooks.length);
}
