import fc from 'fast-check';
import type { FileView, TranscriptItem } from '../../../src/console/contract';
import { describeDeed, describeDoer } from '../../../src/console/web/one-case/describe-history';
import { describeFile } from '../../../src/console/web/one-case/describe-file';
import {
  downloadAddress,
  inlineAddress,
  unsafeAddress,
} from '../../../src/console/web/one-case/file-address';
import { groupTranscript, joinTranscript } from '../../../src/console/web/one-case/group-transcript';
import { sayActionFailure } from '../../../src/console/web/one-case/say-failure';
import { sayWhyNoReply } from '../../../src/console/web/one-case/say-why-not';
import { ServerError } from '../../../src/console/web/server/server-error';

const noon = Date.parse('2026-03-02T05:00:00Z');
const minute = 60_000;
const item = (id: string, from: TranscriptItem['from'], at: number, text = id): TranscriptItem => ({
  id,
  from,
  at,
  text,
  files: [],
  choices: [],
  hidden: false,
});

describe('a conversation', () => {
  it('joins its pages oldest first, with the newest word on a message that both hold', () => {
    const newest = {
      items: [item('b', 'bot', 2, 'new'), item('c', 'citizen', 3)],
      before: 'b',
      numbersCovered: false,
    };
    const older = { items: [item('a', 'citizen', 1), item('b', 'bot', 2, 'old')], numbersCovered: false };
    expect(joinTranscript([newest, older]).map((shown) => shown.text)).toEqual(['a', 'new', 'c']);
  });

  it('puts a run of one sender under one heading, until he pauses or the day ends', () => {
    const midnight = Date.parse('2026-03-02T17:00:00Z');
    const days = groupTranscript([
      item('1', 'citizen', noon),
      item('2', 'citizen', noon + 4 * minute),
      item('3', 'bot', noon + 4 * minute),
      item('4', 'citizen', noon + 5 * minute),
      item('5', 'citizen', noon + 10 * minute),
      item('6', 'citizen', midnight - 1),
      item('7', 'citizen', midnight),
    ]);
    expect(
      days.map((day) => day.groups.map((group) => group.items.map((shown) => shown.id).join(''))),
    ).toEqual([['12', '3', '4', '5', '6'], ['7']]);
  });

  it('loses and reorders nothing while grouping', () => {
    const spoken = fc.array(
      fc.record({
        from: fc.constantFrom<TranscriptItem['from'][]>('citizen', 'bot', 'officer', 'facebook'),
        wait: fc.integer({ min: 0, max: 26 * 60 * minute }),
      }),
    );
    fc.assert(
      fc.property(spoken, (given) => {
        let at = noon;
        const items = given.map(({ from, wait }, index) => item(String(index), from, (at += wait)));
        const grouped = groupTranscript(items).flatMap((day) => day.groups.flatMap((group) => group.items));
        expect(grouped).toEqual(items);
      }),
    );
  });
});

describe('a file', () => {
  const kept: FileView = {
    id: 'f',
    type: 'image',
    name: 'a.jpg',
    state: 'kept',
    url: '/api/files/f',
    contentType: 'image/jpeg',
    size: 2048,
  };

  it('is shown in the page when it is a kept image', () => {
    expect(inlineAddress(kept)).toBe('/api/files/f?inline=1');
    expect(inlineAddress({ ...kept, url: '/api/files/f?v=2' })).toBe('/api/files/f?v=2&inline=1');
    expect(inlineAddress({ ...kept, contentType: 'text/html' })).toBeUndefined();
    expect(inlineAddress({ ...kept, contentType: 'image/heic' })).toBeUndefined();
    expect(inlineAddress({ ...kept, contentType: 'IMAGE/PNG; charset=binary' })).toBe(
      '/api/files/f?inline=1',
    );
    expect(inlineAddress({ ...kept, type: 'file' })).toBeUndefined();
  });

  it.each(['https://example.org/f', '//example.org/f', '/\\example.org', 'javascript:alert(1)'])(
    'is not fetched from %s',
    (url) => expect(downloadAddress({ ...kept, url })).toBeUndefined(),
  );

  it('cannot be had before it is kept', () => {
    expect(downloadAddress({ ...kept, state: 'wanted' })).toBeUndefined();
  });

  it('is had with a warning where it may do harm', () => {
    const apart = { ...kept, state: 'quarantined' } as const;
    expect([downloadAddress(apart), inlineAddress(apart), unsafeAddress(apart)]).toEqual([
      undefined,
      undefined,
      `${kept.url ?? ''}?unsafe=1`,
    ]);
    expect(unsafeAddress(kept)).toBeUndefined();
  });

  it('says what became of it', () => {
    expect(describeFile(kept)).toBe('Ảnh · 2 KB');
    expect(describeFile({ ...kept, type: 'video', state: 'wanted' })).toBe('Video · đang tải');
    expect(describeFile({ ...kept, type: 'file', state: 'quarantined', reason: 'tệp nén' })).toBe(
      'Tệp · bị cách ly: tệp nén',
    );
    expect(describeFile({ ...kept, type: 'audio', state: 'missing', reason: 'liên kết đã hết hạn' })).toBe(
      'Ghi âm · không có: liên kết đã hết hạn',
    );
  });
});

describe('an officer who may not answer', () => {
  const an = { id: 'an', role: 'office' as const };

  it('is told nothing where answering is allowed', () => {
    expect(sayWhyNoReply(an, { may: ['reply'], status: 'moi' })).toBeUndefined();
  });

  it.each([
    [{ may: ['reopen' as const], status: 'dong' as const }, 'mở lại hồ sơ'],
    [{ may: [], status: 'dong' as const }, 'không trả lời được nữa'],
    [{ may: ['claim' as const], status: 'moi' as const }, '“Nhận xử lý”'],
    [
      { may: [], status: 'dang-xu-ly' as const, assignee: { id: 'b', name: 'Trần Bình' } },
      'do Trần Bình xử lý',
    ],
    [{ may: [], status: 'moi' as const }, 'vai trò văn phòng'],
  ])('is told why: %j', (view, words) => expect(sayWhyNoReply(an, view)).toContain(words));
});

describe('what failed', () => {
  it('may be tried again safely when no answer came', () => {
    const unreached = new ServerError('Không kết nối được.', { status: 0, code: 'unreached' });
    expect(sayActionFailure(unreached)).toBe(
      'Không kết nối được. Thử lại sẽ không làm hai lần cùng một việc.',
    );
  });

  it("is told in the server's words when it refused", () => {
    const refused = new ServerError('Hồ sơ đã đóng.', { status: 409, code: 'closed' });
    expect(sayActionFailure(refused)).toBe('Hồ sơ đã đóng.');
  });
});

describe('the history', () => {
  it('says who did what', () => {
    const by = { id: 'b', name: 'Trần Bình' };
    expect([describeDeed({ type: 'claimed' }), describeDoer({ type: 'claimed', by })]).toEqual([
      'Nhận xử lý',
      'Trần Bình',
    ]);
    expect(describeDoer({ type: 'opened', by: 'citizen' })).toBe('Công dân');
    expect(describeDoer({ type: 'opened', by: 'system' })).toBe('Hệ thống');
  });

  it('does not name the citizen twice', () => {
    expect(describeDeed({ type: 'citizen-said' })).toBe('Công dân nhắn thêm');
    expect(describeDoer({ type: 'citizen-said', by: 'citizen' })).toBeUndefined();
  });
});
