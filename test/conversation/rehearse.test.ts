import { rehearse, SAMPLE_CODE, type RehearsalAct } from '../../src/conversation/rehearse';
import { shippedBook } from '../support/shipped-flows';

const book = shippedBook();
const start = 1_790_000_600_000;
const say = (text: string): RehearsalAct => ({ type: 'text', text });

describe('a flow that is tried out', () => {
  it('is played from the beginning to its receipt, with a code that is nobody’s', () => {
    const acts = ['Trang tra cứu khó xem', 'bỏ qua', 'không', 'gửi'].map(say);
    const { lines, at } = rehearse(book, acts, { start, from: 'gop-y' });
    const said = lines.map(({ text }) => text).join('\n');
    expect(said).toContain('Ghi hồ sơ loại “gop-y” (chỉ là thử, không lưu).');
    expect(said).toContain(SAMPLE_CODE);
    expect(lines.filter(({ from }) => from === 'citizen')).toHaveLength(4);
    expect(at).toBeUndefined();
  });

  it('begins as a citizen does where no flow is named, and offers what can be tapped', () => {
    const { lines, at } = rehearse(book, [say('xin chào')], { start });
    const last = lines.findLast((line) => line.from === 'bot');
    expect(last?.choices.map(({ title }) => title)).toContain('Đồng ý');
    expect(at).toMatch(/^chinh\//);
  });

  it('is the same however often it is played', () => {
    const acts = [say('xin chào'), say('đồng ý'), { type: 'photo' } as const];
    expect(rehearse(book, acts, { start })).toEqual(rehearse(book, acts, { start }));
  });
});
