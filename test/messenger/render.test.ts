import fc from 'fast-check';
import { limits } from '../../src/conversation/limits';
import { render } from '../../src/messenger/render';

const choices = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ title: `Mục ${at + 1}`, payload: `f/s=${at}` }));
const phone = { type: 'phone', title: 'Gọi', phone: '+84912345678' } as const;
const link = { type: 'link', title: 'Xem', url: 'https://example.gov.vn' } as const;
const sentence = 'Một câu có độ dài bình thường để ghép lại. ';

test('a short text is one message', () => {
  expect(render({ text: 'Xin chào' })).toEqual([
    { text: 'Xin chào', choices: [], body: { text: 'Xin chào' } },
  ]);
});

test('choices are quick replies', () => {
  expect(render({ text: 'Chọn', choices: choices(2) })).toEqual([
    {
      text: 'Chọn',
      choices: ['Mục 1', 'Mục 2'],
      body: {
        text: 'Chọn',
        quick_replies: [
          { content_type: 'text', title: 'Mục 1', payload: 'f/s=0' },
          { content_type: 'text', title: 'Mục 2', payload: 'f/s=1' },
        ],
      },
    },
  ]);
});

test('a long text comes in parts, with the choices on the last one only', () => {
  const parts = render({ text: sentence.repeat(100), choices: choices(3) });
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(limits.textUsed);
  expect(parts.map((part) => part.choices.length)).toEqual([...Array<number>(parts.length - 1).fill(0), 3]);
  expect(parts.map(({ text }) => text).join(' ')).toBe(sentence.repeat(100).trim());
});

test('never offers more than Messenger takes', () => {
  const [only] = render({ text: 'Chọn', choices: choices(20) });
  expect(only?.choices).toHaveLength(13);
  expect(only?.body).toMatchObject({ quick_replies: { length: 13 } });
});

test('a title that is too long is cut between words', () => {
  const [only] = render({ text: 'Sửa', choices: [{ title: 'Đơn vị hoặc người bị phản ánh', payload: 'p' }] });
  expect(only?.choices).toEqual(['Đơn vị hoặc người…']);
});

test('buttons become a template', () => {
  expect(render({ text: 'Gọi cho Sở', buttons: [phone, link] })).toEqual([
    {
      text: 'Gọi cho Sở',
      choices: ['Gọi', 'Xem'],
      body: {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'button',
            text: 'Gọi cho Sở',
            buttons: [
              { type: 'phone_number', title: 'Gọi', payload: '+84912345678' },
              { type: 'web_url', title: 'Xem', url: 'https://example.gov.vn' },
            ],
          },
        },
      },
    },
  ]);
});

test('a button that stays does what its payload says', () => {
  const rate = { type: 'command', title: 'Đánh giá', payload: '!call=danh-gia:7K2M-9QRS-TVW' } as const;
  expect(render({ text: 'Hồ sơ đã kết thúc.', buttons: [rate] })[0]?.body).toMatchObject({
    attachment: { payload: { buttons: [{ type: 'postback', title: rate.title, payload: rate.payload }] } },
  });
});

test("a template's text is shorter, so what does not fit goes before it; and it has three buttons at most", () => {
  const parts = render({ text: sentence.repeat(60), buttons: [phone, link, phone, link] });
  const last = parts.at(-1);
  expect(last?.text.length).toBeLessThanOrEqual(limits.buttonText);
  expect(last?.body).toMatchObject({ attachment: { payload: { text: last?.text, buttons: { length: 3 } } } });
  expect(parts.slice(0, -1).every(({ body }) => 'text' in body)).toBe(true);
  expect(parts.map(({ text }) => text).join(' ')).toBe(sentence.repeat(60).trim());
});

test("a citizen's own words never make Meta refuse the message", () => {
  const [only] = render({ text: 'Nội dung: a\0b \ud83d c, Tie\u0302\u0301p' });
  expect(only?.text).toBe('Nội dung: ab \ufffd c, Tiếp');
  expect(only?.body).toEqual({ text: 'Nội dung: ab \ufffd c, Tiếp' });
});

test.each(['', ' \n ', '\0'])('a text that comes to nothing (%j) is not sent empty', (text) => {
  expect(render({ text })).toEqual([{ text: '…', choices: [], body: { text: '…' } }]);
});

test('keeps within every limit, whatever the words', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6_000, size: 'max' }),
    fc.string({
      unit: fc.constantFrom('e\u0302\u0301', '👍🏽', ' ', '.', '\n', '\0', '\ud800'),
      maxLength: 3_000,
      size: 'max',
    }),
  );
  const message = fc.record({
    text: anyText,
    choices: fc.array(fc.record({ title: anyText, payload: fc.constant('f/s=1') }), { maxLength: 20 }),
    buttons: fc.option(fc.array(fc.constantFrom(phone, link), { maxLength: 5 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(message, (outgoing) => {
      const parts = render(outgoing);
      expect(parts.length).toBeGreaterThan(0);
      for (const { text, body } of parts) {
        expect(text).not.toBe('');
        expect(text).toBe(text.normalize('NFC'));
        expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
        expect(text.length).toBeLessThanOrEqual('text' in body ? limits.text : limits.buttonText);
        const replies = 'text' in body ? (body.quick_replies ?? []) : [];
        expect(replies.length).toBeLessThanOrEqual(limits.quickReplies);
        for (const { title } of replies) expect(title.length).toBeLessThanOrEqual(limits.title);
      }
    }),
    { numRuns: 60 },
  );
});
