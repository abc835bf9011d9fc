/** Enough to see what a system does wrong. */
const MOST_EXAMPLES = 5;

/**
 * The one judge of every system: what was a citizen told, and what had he to be told? A conversation is correct when
 * it was exactly that, in that order, with one receipt where the intake was whole.
 */
export function judge(walked) {
  const reasons = {};
  const odds = {};
  const examples = [];
  const sum = { correct: 0, wrong: 0, lost: 0, doubled: 0, misordered: 0 };
  for (const citizen of walked) {
    const { told, wanted } = citizen;
    const { lost, doubled, misordered } = compare(told, wanted);
    sum.lost += lost;
    sum.doubled += doubled;
    sum.misordered += misordered;
    const reason = reasonOf(citizen, { lost, doubled, misordered });
    sum[reason ? 'wrong' : 'correct'] += 1;
    if (!reason) continue;
    reasons[reason] = (reasons[reason] ?? 0) + 1;
    if (examples.length < MOST_EXAMPLES)
      examples.push({ reason, odds: citizen.odds, ...difference(told, wanted) });
    for (const odd of citizen.odds.length > 0 ? new Set(citizen.odds) : ['nothing odd'])
      odds[odd] = (odds[odd] ?? 0) + 1;
  }
  return { ...sum, reasons, odds, examples };
}

const difference = (told, wanted) => ({
  missing: wanted.filter((text) => !told.includes(text)).map(beginning),
  surplus: told.filter((text, at) => !wanted.includes(text) || told.indexOf(text) < at).map(beginning),
});

const beginning = (text) => text.slice(0, 100);

function reasonOf({ told, wanted, failed, isWhole }, { lost, doubled, misordered }) {
  if (failed) return 'never acknowledged';
  if (lost > 0) return 'not told everything';
  if (doubled > 0) return 'told too much';
  if (misordered > 0) return 'told in another order';
  const receipts = told.filter((text) => text.includes('Mã hồ sơ: …')).length;
  return isWhole && wanted.length > 0 && receipts !== 1 ? 'not one receipt' : undefined;
}

/** `lost`: wanted and never told. `doubled`: told, and wanted not at all or not so often. */
export function compare(told, wanted) {
  const open = new Map();
  for (const text of wanted) open.set(text, (open.get(text) ?? 0) + 1);
  const kept = told.filter((text) => {
    const left = open.get(text) ?? 0;
    open.set(text, left - 1);
    return left > 0;
  });
  return {
    lost: wanted.length - kept.length,
    doubled: told.length - kept.length,
    misordered: kept.length - commonLength(kept, wanted),
  };
}

/** Of the longest sequence that both hold in the same order. */
function commonLength(one, other) {
  let before = new Array(other.length + 1).fill(0);
  for (const text of one) {
    const now = [0];
    for (const [at, candidate] of other.entries())
      now.push(text === candidate ? before[at] + 1 : Math.max(before[at + 1], now[at]));
    before = now;
  }
  return before[other.length];
}
