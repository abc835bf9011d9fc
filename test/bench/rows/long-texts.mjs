import { rounded, spread } from '../measure.mjs';

const LONG = 2_000;
const HOSTILE = 10_000;
const MOST_LONG_MS = 5;
const MOST_HOSTILE_MS = 20;
const WARM_UP_ROUNDS = 5;

const sentence = 'Sóng di động ở tổ 5 rất yếu từ đầu tháng, gọi điện thường bị ngắt. ';
const plainTexts = [sentence, 'song di dong o to 5 rat yeu tu dau thang goi dien thuong bi ngat '];

/** What makes a careless search go over the same place again and again. */
const hostileTexts = [
  ...['a', 'z', '9', '0', ' ', '\n', '\u200b', '\u0301', 'đ', 'ạ ', '.', '-', '@', '(', '{a}', '👩‍👩‍👧'],
  ...[
    'a@',
    '@a.',
    'a-',
    '1/',
    '3/12 ',
    '8h30 ',
    '0912345678 ',
    '+84',
    'A1-',
    '. ',
    'http://',
    'z\u0300\u0301',
  ],
  ...[
    'đang bị ',
    'nếu đang cháy ',
    'phường ',
    'hôm qua ',
    'ngày ',
    'không ',
    'dạ ',
    'hủy ',
    'tố cáo ',
    'cccd ',
  ],
];

const filled = (unit, length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

export const longTexts = {
  name: 'long-texts',
  says:
    `advance() for a text of ${LONG} characters, and for ${hostileTexts.length} texts of ${HOSTILE} that repeat what a careless search ` +
    'stumbles over, at every question of every kind',
  async run() {
    const { placesOf, hearAt } = await import('../intakes.mjs');
    const places = placesOf();
    const worstOf = (units, length) => {
      const times = [];
      let worst = { ms: 0 };
      for (const unit of units) {
        for (const place of places) {
          // Never the very same text twice: the newest ones are remembered.
          const text = (round) => `${filled(unit, length - 8)}${String(round).padStart(8)}`;
          // The best of a few: what is asked is what the text costs, not what else the machine does.
          const rounds = Array.from({ length: 3 }, (_, round) => timed(() => hearAt(place, text(round))));
          const ms = Math.min(...rounds);
          times.push(ms);
          if (ms > worst.ms) worst = { ms, unit };
        }
      }
      return { ...spread(times, 2), worst };
    };
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) worstOf(plainTexts, LONG);
    const long = worstOf(plainTexts, LONG);
    const hostile = worstOf(hostileTexts, HOSTILE);
    const line = (what, value, most) => ({
      what,
      value: rounded(value, 2),
      unit: 'ms',
      ...(most && { target: `<= ${most}`, met: value <= most }),
    });
    return {
      lines: [
        line(`${LONG} characters, median of ${long.count}`, long.p50),
        line(`${LONG} characters, max`, long.max, MOST_LONG_MS),
        line(`${HOSTILE} hostile characters, median of ${hostile.count}`, hostile.p50),
        line(
          `${HOSTILE} hostile characters, max (${JSON.stringify(hostile.worst.unit)})`,
          hostile.max,
          MOST_HOSTILE_MS,
        ),
      ],
      details: { long, hostile },
    };
  },
};

function timed(act) {
  const from = process.hrtime.bigint();
  act();
  return Number(process.hrtime.bigint() - from) / 1e6;
}
