import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './program.mjs';

const load = createRequire(import.meta.url);
const built = (path) => load(join(root, 'dist/src', path));
const { advance } = built('conversation/advance.js');
const { newConversation } = built('conversation/conversation.js');
const { makeFlowBook } = built('conversation/flow-book.js');
const { render } = built('messenger/render.js');
const { readFlowFolder } = built('publish-flows.js');

const say = (text) => ({ type: 'say', text });
const tap = (title) => ({ type: 'tap', title });
const skip = tap('Bỏ qua');
const send = tap('Gửi hồ sơ');
const hello = [say('Xin chào'), tap('Đồng ý')];

/** Words and a phone number that nobody else uses, so that what strays into another conversation shows. */
const intakes = (n) => ({
  'phan-anh': [
    tap('Gửi phản ánh'),
    say(`Sóng di động ở tổ ${n} rất yếu từ đầu tháng, gọi điện thường bị ngắt.`),
    say('phường Gia Viên'),
    say('Từ đầu tháng đến nay'),
    skip,
    say('Trần Thị Bình'),
    say(phoneOf(n)),
    say('Số 5 Trần Phú'),
  ],
  'kien-nghi': [
    tap('Kiến nghị'),
    say(`Người cao tuổi ở tổ ${n} khó tự nộp hồ sơ trực tuyến vì không quen dùng điện thoại.`),
    say('Bố trí người hướng dẫn mỗi tuần một buổi.'),
    skip,
    skip,
    say('Lê Văn Cường'),
    say(phoneOf(n)),
    say('Số 7 Lạch Tray'),
  ],
  'gop-y': [tap('Góp ý'), say(`Cán bộ tiếp dân ở bàn ${n} hướng dẫn tận tình.`), skip, tap('Không')],
  'khieu-nai': [
    tap('Khiếu nại'),
    tap('Tiếp tục'),
    say('Bộ phận tiếp nhận hồ sơ'),
    say(`Thông báo số ${n} từ chối hồ sơ của tôi nhưng không nêu lý do.`),
    say('20/10/2026'),
    say('Đề nghị xem xét lại và trả lời rõ lý do.'),
    skip,
    skip,
    skip,
    skip,
  ],
  'to-cao': [
    tap('Tố cáo'),
    tap('Không'),
    tap('Tiếp tục'),
    say('Người phụ trách kho'),
    say(`Người này nhận tiền để bỏ qua bước kiểm tra cân tại chợ số ${n}.`),
    say('Tháng 10/2026'),
    say('phường Gia Viên'),
    skip,
    skip,
    skip,
  ],
  'chua-ro': [
    tap('Tôi chưa rõ'),
    tap('Không rõ'),
    say(`Tôi nộp hồ sơ số ${n} đã lâu mà chưa thấy ai trả lời.`),
    tap('Không'),
    tap('Không rõ'),
    skip,
    skip,
    skip,
    say(phoneOf(n)),
    skip,
  ],
});

const phoneOf = (n) => `09123${n}`;

/** The citizen whose replies are worked out by the engine; those of the others differ in the number only. */
const model = 98_765;
export const firstNumber = 10_000;
const kinds = Object.keys(intakes(model));
const actsOf = (kind, n) => [...hello, ...intakes(n)[kind], send];
const book = shippedBook();
const modelReplies = new Map(kinds.map((kind) => [kind, expectReplies(actsOf(kind, model))]));

/** A whole intake for the citizen with this number of five digits; the kinds take turns unless one is given. */
export function intakeOf(number, kind = kinds[number % kinds.length]) {
  const digits = String(number);
  const own = (text) =>
    text.replaceAll(String(model), digits).replaceAll('398 765', `3${digits.slice(0, 2)} ${digits.slice(2)}`);
  return {
    kind,
    acts: actsOf(kind, number),
    /** For each act, every text that he has been told by the end of it. */
    expected: modelReplies.get(kind).map((texts) => texts.map(own)),
  };
}

/** Every intake as the engine takes it: calls `take` for each turn. */
export function walkThrough(take) {
  for (const kind of kinds) expectReplies(actsOf(kind, model), take);
}

/** Every place at which the intakes wait for words, each once. */
export function placesOf() {
  const places = new Map();
  walkThrough((input, turn, conversation) => {
    const { flow = '', step = '' } = conversation.frames.at(-1) ?? {};
    if (input.type === 'text' || input.type === 'tap') places.set(`${flow}/${step}`, { conversation, input });
    return turn();
  });
  return [...places.values()];
}

/** What a place makes of other words than those that were said there. */
export const hearAt = ({ conversation, input: { at, eventId } }, text) =>
  advance(book, conversation, { type: 'text', text, eventId, at }, at);

/** The kind that every system of a comparison takes in. */
export const comparedKind = 'phan-anh';
export const comparedTurns = actsOf(comparedKind, model).length;

/**
 * The same intake as plain data, for bots that have no flows: for each act what answers it and which payload it must
 * carry. `{3}` stands for the text of act 3 (`{8}` is the phone number, in groups), `{gio}`, `{ngay}` and `{ma}` for
 * what the receipt says.
 */
export function comparedScript() {
  const acts = actsOf(comparedKind, model);
  const script = [];
  let told = 0;
  let offered = [];
  const sent = [];
  const texts = expectReplies(
    acts,
    (input, turn) => turn(),
    (message) => sent.push(message),
  );
  for (const [at, { length }] of texts.entries()) {
    const payload = acts[at].type === 'tap' ? payloadOf(offered, acts[at].title) : undefined;
    const replies = sent.slice(told, length).map(({ text, quick_replies }) => ({
      text: templateOf(mask(text), acts),
      quick_replies,
    }));
    offered = replies.findLast(({ quick_replies }) => quick_replies)?.quick_replies ?? offered;
    told = length;
    script.push({ payload, replies });
  }
  return script;
}

function templateOf(text, acts) {
  const named = acts.reduce((filled, act, at) => {
    if (act.type !== 'say' || at === 0) return filled;
    const shown = act.text.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
    return filled.replace(`: ${shown}`, `: {${at}}`);
  }, text);
  return named.replace('lúc …, ngày …', 'lúc {gio}, ngày {ngay}').replace('Mã hồ sơ: …', 'Mã hồ sơ: {ma}');
}

/** A conversation after its intake, and what its case is made of: for filling a store. */
export function finished(kindNumber, number) {
  let last;
  const drafts = [];
  const kind = kinds[kindNumber % kinds.length];
  expectReplies(actsOf(kind, number), (input, turn) => {
    last = turn();
    drafts.push(...last.effects.filter(({ type }) => type === 'open-case').map(({ draft }) => draft));
    return last;
  });
  return { state: last.state, draft: drafts[0] };
}

function shippedBook() {
  const { flows, phrases, department } = readFlowFolder(join(root, 'flows'));
  return makeFlowBook(
    flows.map((flow) => ({ flow, number: 1 })),
    phrases,
    department,
  );
}

function expectReplies(acts, take = (input, turn) => turn(), hear = () => undefined) {
  let conversation = newConversation('bench');
  let offered = [];
  let at = 1_790_000_000_000;
  const told = [];
  const turn = (input) => {
    at += 1_000;
    const given = { ...input, eventId: `e${at}`, at };
    const { state, effects } = take(given, () => advance(book, conversation, given, at), conversation);
    conversation = state;
    for (const effect of effects) {
      if (effect.type === 'send') {
        const rendered = render(effect.message);
        told.push(...rendered.map(({ text }) => mask(text)));
        for (const { body } of rendered) hear(body);
        offered = effect.message.choices ?? offered;
      }
      if (effect.type === 'open-case') {
        const { kind, reason = 'sent' } = effect.draft;
        turn({ type: 'case-opened', caseId: 'c', code: '0000-0000-000', openedAt: at, kind, reason });
      }
    }
  };
  return acts.map((act) => {
    if (act.type === 'say') turn({ type: 'text', text: act.text });
    else turn({ type: 'tap', title: act.title, payload: payloadOf(offered, act.title) });
    return [...told];
  });
}

/** @throws when nothing of that name is offered: then the intake and the flows no longer fit each other. */
export function payloadOf(offered, title) {
  const choice = offered.find((one) => one.title === title);
  if (!choice) throw new Error(`nothing named “${title}” is offered`);
  return choice.payload;
}

/** What differs from one run to the next. */
export function mask(text) {
  return text
    .replace(/lúc [^,\n]+, ngày [^\n]+?\./, 'lúc …, ngày ….')
    .replace(/Mã hồ sơ: \S+/, 'Mã hồ sơ: …')
    .replace(/chậm nhất ngày [^,\n]+,/, 'chậm nhất ngày …,')
    .replace(/\nHiện ngoài giờ làm việc\.[^\n]*/, '');
}
