import { calendarNames } from '../../src/conversation/calendar-facts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { templateNames } from '../../src/conversation/fill-template';
import { departmentFacts } from '../../src/conversation/department-facts';
import { department, flow, phrases, step, type Flow, type Step } from '../../src/conversation/flow';

const folder = join(__dirname, '../../flows');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const flowFiles = readdirSync(folder).filter(
  (file) => file.endsWith('.yaml') && file !== 'department.yaml' && file !== 'phrases.yaml',
);
const flows: Flow[] = flowFiles.map((file) => flow.parse(parse(read(file))));
const sentences = phrases.parse(parse(read('phrases.yaml')));
const ours = department.parse(parse(read('department.yaml')));

const allSteps = flows.flatMap(({ id, steps }) =>
  steps.map((each) => ({ at: `${id}/${each.id}`, step: each })),
);
const asks = allSteps.flatMap(({ at, step: each }) => (each.type === 'ask' ? [{ at, ask: each }] : []));
const nameOf = (ask: { id: string; save?: string }) => ask.save ?? ask.id;

/** Where a step may lead within its flow; an empty end is the end of the flow. */
function exits({ steps }: Flow, each: Step): (string | undefined)[] {
  const following = each.next ?? steps[steps.indexOf(each) + 1]?.id;
  switch (each.type) {
    case 'end':
    case 'go-to':
    case 'hand-over':
      return [undefined];
    case 'branch':
      return [...each.when.map(({ next }) => next), following];
    case 'list-cases':
      return [following, each.none];
    case 'own-case':
      return [following, each.unfit, each.missing];
    case 'recall':
    case 'refer':
      return [each.found, following];
    case 'look-up':
      return [each.found, each.missing];
    case 'send-form':
      return [following, each.missing];
    case 'ask':
      return each.answer === 'choice'
        ? [...each.choices.map(({ next }) => next ?? following), ...(each.optional ? [following] : [])]
        : [following];
    default:
      return [following];
  }
}

function reached(of: Flow): Set<string> {
  const seen = new Set<string>();
  const open = [of.start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const each = of.steps.find((known) => known.id === id);
    if (!each || seen.has(id)) continue;
    seen.add(id);
    open.push(...exits(of, each).filter((next) => next !== undefined));
  }
  return seen;
}

/** Everything that a citizen may read, with the place where it stands. */
const texts: { at: string; text: string }[] = [
  ...allSteps.flatMap(({ at, step: each }) =>
    [
      'text' in each ? each.text : undefined,
      'hint' in each ? each.hint : undefined,
      each.type === 'send-form' ? each.failed : undefined,
      ...(each.type === 'list-cases' ? [each.line, each['secret-line']] : []),
      ...(each.type === 'recall' ? [each.yes, each.no] : []),
      ...(each.type === 'say' ? (each.buttons ?? []).map(({ title }) => title) : []),
      each.type === 'ask' ? each.label : undefined,
      ...(each.type === 'ask' && each.answer === 'choice' ? each.choices.map(({ title }) => title) : []),
      ...(each.type === 'ask' && each.answer === 'yes-no' ? [each.yes, each.no] : []),
    ].flatMap((text) => (text === undefined ? [] : [{ at, text }])),
  ),
  ...Object.entries(sentences).flatMap(([at, text]) => (typeof text === 'string' ? [{ at, text }] : [])),
  ...Object.entries(sentences.buttons).map(([at, text]) => ({ at, text })),
];

/** What would be read, the department's facts filled in. */
const facts = departmentFacts(ours);
const filled = (text: string) =>
  text.replace(/\{([a-z0-9.-]+)\}/g, (_, name: string) => facts[name] ?? 'X'.repeat(13));

describe('the flows that ship', () => {
  it('carry their file name as id', () => {
    expect(flows.map(({ id }) => `${id}.yaml`)).toEqual(flowFiles);
  });

  it('have one entry, and only what leads into a denunciation, or out of one, is confidential', () => {
    expect(flows.filter(({ entry }) => entry).map(({ id }) => id)).toEqual(['chinh']);
    expect(flows.filter(({ confidential }) => confidential).map(({ id }) => id)).toEqual([
      'bao-vi-pham',
      'to-cao',
      'viec-con-lai',
    ]);
  });

  it.each(flows.map((each) => [each.id, each] as const))(
    '%s leads to steps and flows that exist',
    (_, each) => {
      const ids = each.steps.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const targets = [each.start, ...each.steps.flatMap((known) => [known.next, ...exits(each, known)])];
      for (const target of targets) if (target !== undefined) expect(ids).toContain(target);
      for (const known of each.steps) {
        if (known.type === 'go-to' || known.type === 'call')
          expect(flows.map(({ id }) => id)).toContain(known.flow);
      }
    },
  );

  it.each(flows.map((each) => [each.id, each] as const))(
    '%s reaches all of its steps and its end',
    (_, each) => {
      const seen = reached(each);
      expect([...seen].sort()).toEqual(each.steps.map(({ id }) => id).sort());
      for (const known of each.steps) {
        const ends = [...reached({ ...each, start: known.id })].some((id) =>
          each.steps.some((last) => last.id === id && exits(each, last).includes(undefined)),
        );
        expect([known.id, ends]).toEqual([known.id, true]);
      }
    },
  );

  it('use only names that are known', () => {
    const answers = asks.map(({ ask }) => nameOf(ask));
    const stored = ['ho-so.ma', 'ho-so.gio', 'ho-so.ngay', 'ho-so.han'];
    const about = ['ho-so-nay.ma', 'ho-so-nay.loai'];
    const given = [
      ...stored,
      ...about,
      ...['dong.ma', 'dong.loai', 'dong.gui', 'dong.trang-thai', 'dong.han'],
      'tra-cuu.han',
      'tra-cuu.ma',
      'tra-cuu.trang-thai',
      'tra-cuu.ngay',
      ...calendarNames,
      'noi-khac.ten',
      'noi-khac.goi',
    ];
    const engine = ['hint', 'lua-chon', 'so-tep', 'ma', 'gio-mo', 'so-tin', 'ly-do', 'ngay'];
    const known = new Set([...answers, ...given, ...engine, ...Object.keys(facts)]);
    for (const { at, text } of texts)
      expect([at, templateNames(text).filter((name) => !known.has(name))]).toEqual([at, []]);
    for (const { at, step: each } of allSteps) {
      const used =
        each.type === 'review'
          ? each.show
          : each.type === 'open-case'
            ? [each.summary, ...each.answers]
            : each.type === 'branch'
              ? each.when.map(({ answer }) => answer)
              : each.type === 'tell-case'
                ? [each.words, ...(each.score ? [each.score] : [])]
                : each.type === 'recall' || each.type === 'forget'
                  ? each.answers
                  : [];
      expect([at, used.filter((name) => !answers.includes(name) && !about.includes(name))]).toEqual([at, []]);
    }
  });

  it('show in the review exactly what goes into the case', () => {
    for (const { steps } of flows) {
      const shown = steps.flatMap((each) => (each.type === 'review' ? [each.show] : []));
      const sent = steps.flatMap((each) => (each.type === 'open-case' ? [each.answers] : []));
      expect(shown).toEqual(sent);
    }
  });

  it('call the same answer by the same label everywhere, and know it as identity everywhere', () => {
    const calledBy = new Map<string, string>();
    for (const { ask } of asks) {
      const called = `${ask.label}|${ask.identity ?? false}`;
      expect([nameOf(ask), calledBy.get(nameOf(ask)) ?? called]).toEqual([nameOf(ask), called]);
      calledBy.set(nameOf(ask), called);
    }
  });

  it('let everything that says who the citizen is be left out', () => {
    const identity = asks.filter(({ ask }) => ask.identity);
    expect(identity.map(({ ask }) => nameOf(ask)).sort()).toEqual(['dia-chi', 'dien-thoai', 'ho-ten']);
    for (const { ask } of identity) expect(ask.optional).toBe(true);
  });

  it('ask the denouncer who he is last of all', () => {
    const steps = flows.find(({ id }) => id === 'to-cao')?.steps ?? [];
    const at = (found: (each: Step) => boolean) => steps.findIndex(found);
    expect(at((each) => each.type === 'call')).toBeGreaterThan(at((each) => each.id === 'tep'));
    expect(at((each) => each.type === 'review') - at((each) => each.type === 'call')).toBe(1);
  });

  it('name nothing but the code, the times and the law in the receipts', () => {
    const receipts = allSteps.filter(({ at }) => at.endsWith('/bien-nhan'));
    expect(receipts).toHaveLength(6);
    for (const { step: each } of receipts) {
      const text = 'text' in each ? each.text : '';
      expect(text).toContain('đã tiếp nhận thông tin');
      expect([...templateNames(text)].sort()).toEqual([
        ...['ho-so.gio', 'ho-so.han', 'ho-so.ma', 'ho-so.ngay'],
        'lich.ngoai-gio',
      ]);
      expect(text).toContain('Điều 28 Luật Tiếp công dân');
    }
    for (const { text } of texts) expect(text).not.toMatch(/đã thụ lý/i);
  });

  it('number the menu as its choices stand', () => {
    const menu = asks.find(({ at }) => at === 'chinh/menu')?.ask;
    const choices = menu?.answer === 'choice' ? menu.choices : [];
    const lines = (menu?.text ?? '').split('\n').slice(1);
    expect(lines).toHaveLength(choices.length);
    lines.forEach((line, at) => expect(line).toMatch(new RegExp(`^${at + 1}\\. ${choices[at]?.title}`)));
  });
});

describe('the words of the flows', () => {
  it('are composed Unicode, with round quotes only and without "bạn" or signs for faces', () => {
    for (const { at, text } of texts) {
      expect([at, text]).toEqual([at, text.normalize('NFC')]);
      expect([at, text]).not.toEqual([at, expect.stringMatching(/["']/)]);
      expect([at, text]).not.toEqual([at, expect.stringMatching(/(?<!\p{L})bạn(?!\p{L})/iu)]);
      expect([at, text]).not.toEqual([at, expect.stringMatching(/\p{Extended_Pictographic}/u)]);
      expect([at, (text.match(/“/g) ?? []).length]).toEqual([at, (text.match(/”/g) ?? []).length]);
    }
  });

  it('keep to sentences of fewer than 25 words', () => {
    for (const { at, text } of texts) {
      for (const sentence of text.split(/(?<=[.?!]”?)\s+|\n/)) {
        expect([
          at,
          sentence,
          sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length < 25,
        ]).toEqual([at, sentence, true]);
      }
    }
  });

  it('stay under 640 characters, but for the data notice and the menu', () => {
    const long = texts.filter(({ text }) => filled(text).length > 640).map(({ at }) => at);
    expect(long.filter((at) => at !== 'chinh/thong-bao' && at !== 'chinh/menu')).toEqual([]);
    for (const { text } of texts) expect(filled(text).length).toBeLessThan(1000);
    expect(sentences.greeting.length).toBeLessThanOrEqual(160);
  });

  it('fit on buttons: titles and labels have 20 characters at most, and there are 13 at most', () => {
    const titles = [
      ...Object.values(sentences.buttons),
      ...asks.flatMap(({ ask }) => [
        ask.label,
        ...(ask.answer === 'choice' ? ask.choices.map(({ title }) => title) : []),
        ...(ask.answer === 'yes-no' ? [ask.yes ?? '', ask.no ?? ''] : []),
      ]),
    ];
    expect(titles.filter((title) => Array.from(title).length > 20)).toEqual([]);
    for (const { ask } of asks)
      if (ask.answer === 'choice')
        expect(ask.choices.length + (ask.optional ? 1 : 0)).toBeLessThanOrEqual(13);
    for (const { menu } of flows) expect(menu?.length ?? 0).toBeLessThanOrEqual(30);
  });

  it('give an example in the hint of every question', () => {
    for (const { at, ask } of asks) expect([at, ask.hint]).toEqual([at, expect.stringMatching(/ví dụ/i)]);
  });

  it('have no command twice, in whatever way it is typed', () => {
    const plain = (word: string) =>
      word.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
    const { commands } = sentences;
    const all = [...Object.values(commands).flat(), ...flows.flatMap((each) => each.commands ?? [])].map(
      plain,
    );
    expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
  });
});

describe('the department', () => {
  it('has the people and numbers of its notice', () => {
    expect([...ours.hotlines, ours.duty].map(({ name, phone }) => `${name} ${phone}`)).toEqual([
      'Ông Lê Văn Kiên 0989368885',
      'Bà Nguyễn Thị Thanh Huyền 0982969999',
      'Bà Bùi Thị Thuy 0976582712',
      'Bà Bùi Thị Kim Dung 0988628558',
    ]);
    expect(ours.reception.address).toBe('Số 01 Phạm Ngũ Lão, phường Gia Viên, thành phố Hải Phòng');
    expect(ours.page.url).toBe('https://www.facebook.com/TinKHCNHaiphong');
  });

  it('keeps every number in one place', () => {
    const phones = [...ours.hotlines, ours.duty].map(({ phone }) => phone);
    for (const file of [...flowFiles, 'phrases.yaml']) {
      const digits = read(file).replace(/[ .]/g, '');
      expect([file, phones.filter((phone) => digits.includes(phone))]).toEqual([file, []]);
    }
  });
});

describe('flows/README.md', () => {
  const examples = [...read('README.md').matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml ?? '');

  it('shows an example of every step type, and each one is right', () => {
    const types = examples.map((example) => step.parse(parse(example)).type);
    expect(new Set(types)).toEqual(
      new Set(step.options.map((option) => ('shape' in option ? option.shape.type.value : 'ask'))),
    );
  });

  it('names every file of the folder', () => {
    const readme = read('README.md');
    for (const file of [...flowFiles, 'phrases.yaml', 'department.yaml'])
      expect(readme).toContain(`\`${file}\``);
  });
});
