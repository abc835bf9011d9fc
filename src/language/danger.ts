import { byFirstWord, hasAnyPhrase, standsAt, type IsSame, type Phrase } from './find-phrase';
import { mayMean, readWords, type Word } from './words';

/**
 * What people write while a crime or a danger is under way. `!` behind a word: it must carry its marks, because
 * without them it is something else ("dang chay" is more often "đang chạy"). Only what can hardly mean anything else
 * stands here: a warning too many costs one message, but a warning at every fifth complaint is read by nobody.
 */
const said = [
  // fire, gas, explosion
  'đang cháy!',
  'đang bốc cháy',
  'đang cháy nhà',
  'đang cháy lớn',
  'đang có cháy',
  'cháy nhà rồi',
  'cháy! rồi cứu',
  'lửa đang cháy',
  'đang bốc khói',
  'vừa phát nổ',
  'sắp nổ',
  'đang rò rỉ gas',
  'đang rò rỉ khí',
  'đang xì gas',
  'đang rò rỉ phóng xạ',
  'cứu hỏa gấp',
  // violence, theft
  'đang đánh nhau',
  'đang đánh người',
  'đang đánh đập',
  'đang bị đánh',
  'đang chém',
  'đang bị chém',
  'đang đâm nhau',
  'đang cướp',
  'đang bị cướp',
  'đang có cướp',
  'đang có trộm',
  'đang bị trộm',
  'trộm đang vào',
  'đang hành hung',
  'đang bị hành hung',
  'đang cầm dao',
  'đang dọa giết',
  'đang đe dọa giết',
  'đang bị bắt cóc',
  'đang bị giam giữ',
  'đang bị xâm hại',
  'đang bị hiếp',
  'cứu tôi với',
  'cứu với',
  'cứu em với',
  // people hurt or about to be
  'có người ngã điện',
  'có người bị điện giật',
  'đang bị điện giật',
  'người điện giật',
  'có người bị thương',
  'có người bị nạn',
  'có người ngất',
  'có người bất tỉnh',
  'đang bất tỉnh',
  'đang đuối nước',
  'có người đuối nước',
  'có người rơi xuống',
  'có người ngã xuống',
  'vừa xảy ra tai nạn',
  'vừa có tai nạn',
  'đang có tai nạn',
  'không thở được',
  'ngừng thở',
  'đang co giật',
  'đang chảy máu',
  'muốn tự tử',
  'định tự tử',
  'đang tự tử',
  'muốn tự sát',
  'nhảy cầu tự tử',
  // what is about to fall on somebody
  'dây điện đứt đang',
  'dây điện rơi xuống đường',
  'cột điện sắp đổ',
  'cột sắp đổ',
  'trạm sắp đổ',
];

type Meant = Word & { readonly needsMarks: boolean };

const underWay = byFirstWord(
  said.map((phrase): Phrase<Meant> =>
    phrase.split(' ').map((part) => ({ ...readWords(part)[0]!, needsMarks: part.endsWith('!') })),
  ),
);

/** What follows and turns the words into something harmless: "đang cháy hàng", "đang bị đánh giá thấp". */
const harmless = new Map(
  Object.entries({
    cháy: ['hàng', 'túi', 'vé', 'phòng', 'số', 'phố', 'deadline', 'máy', 'ví', 'show', 'hết'],
    đánh: ['giá', 'thuế', 'cắp', 'số', 'lừa', 'máy', 'bóng', 'bật', 'mất', 'tráo', 'dấu', 'vần', 'đồng'],
    chém: ['gió', 'giá', 'đẹp', 'khách'],
    cướp: ['sóng', 'khách', 'mất', 'lời', 'công', 'diễn'],
    nổ: ['đơn', 'mìn'],
    trộm: ['sóng', 'wifi', 'điện'],
    thương: ['mại', 'tổn', 'hiệu'],
  }).map(([word, after]) => [readWords(word)[0]!.folded, after.map((next) => readWords(next)[0]!.folded)]),
);

/** Told of the past, of a fear, or of an if: nothing is under way. */
const notNow = byFirstWord(
  [
    'năm ngoái',
    'năm trước',
    'năm xưa',
    'tháng trước',
    'tuần trước',
    'hôm qua',
    'hôm trước',
    'hôm kia',
    'hôm nọ',
    'lần trước',
    'trước đây',
    'ngày xưa',
    'đã từng',
    'nếu',
    'giả sử',
    'phòng khi',
    'lỡ như',
    'nhỡ',
    'diễn tập',
    'tập huấn',
    'ví dụ',
    'bộ phim',
    'trong phim',
    'tin đồn',
  ].map((phrase) => readWords(phrase)),
);

const negations = new Set(['khong', 'ko', 'k', 'chua', 'chang']);

const isMeant: IsSame<Meant> = (typed, meant) =>
  meant.needsMarks ? typed.marked === meant.marked : mayMean(typed, meant);

/** Whether somebody writes that a crime or a danger is under way at this moment. */
export function isDangerNow(text: string): boolean {
  return text.split(/[.!?;\n]+/).some((sentence) => {
    const words = readWords(sentence);
    const isTold = words.some((word, at) =>
      underWay.get(word.folded)?.some((phrase) => isToldAt(words, at, phrase)),
    );
    return isTold && !hasAnyPhrase(words, notNow);
  });
}

function isToldAt(words: readonly Word[], at: number, phrase: Phrase<Meant>): boolean {
  if (!standsAt(words, at, phrase, isMeant)) return false;
  if (negations.has(words[at - 1]?.folded ?? '')) return false;
  const after = words[at + phrase.length]?.folded;
  return after === undefined || !harmless.get(phrase.at(-1)!.folded)?.includes(after);
}
