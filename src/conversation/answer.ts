/** A photo, a voice message, a document: what was sent, by the id under which it is kept. */
export type FileRef = {
  readonly id: string;
  readonly type: 'image' | 'video' | 'audio' | 'file' | 'location';
  /** What people read for it: a file name, or the coordinates of a location. */
  readonly name?: string;
};

/** What a citizen answered to one question. */
export type Answer =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'choice'; readonly value: string; readonly title: string }
  | { readonly type: 'phone'; readonly e164: string; readonly shown: string }
  | { readonly type: 'email'; readonly address: string }
  | { readonly type: 'date'; readonly iso: string; readonly shown: string }
  | {
      readonly type: 'place';
      readonly text: string;
      readonly ward?: { readonly code: string; readonly name: string };
    }
  | { readonly type: 'files'; readonly files: readonly FileRef[]; readonly remarks: readonly string[] }
  | { readonly type: 'yes-no'; readonly yes: boolean }
  /** Whom of those who receive the matter concerns; see `excluded.ts`. */
  | {
      readonly type: 'receivers';
      readonly who: 'khong' | 'co' | 'khong-ro' | 'khong-con-ai';
      readonly ids: readonly string[];
      readonly shown: string;
    }
  | { readonly type: 'skipped' };

export type Answers = Readonly<Record<string, Answer>>;

/** The answer as people read it. */
export function showAnswer(answer: Answer): string {
  switch (answer.type) {
    case 'text':
      return answer.text;
    case 'choice':
      return answer.title;
    case 'phone':
    case 'date':
    case 'receivers':
      return answer.shown;
    case 'email':
      return answer.address;
    case 'place':
      return answer.text;
    case 'files':
      return showFiles(answer.files, answer.remarks);
    case 'yes-no':
      return answer.yes ? 'Có' : 'Không';
    case 'skipped':
      return 'Không cung cấp';
  }
}

const fileWords: Record<FileRef['type'], string> = {
  image: 'ảnh',
  video: 'video',
  audio: 'tin nhắn thoại',
  file: 'tài liệu',
  location: 'vị trí',
};

/** "2 ảnh, 1 lời nhắn": what was received, without repeating it. */
export function countFiles({ files, remarks }: Extract<Answer, { type: 'files' }>): string {
  return (
    [...countTypes(files), ...(remarks.length > 0 ? [`${remarks.length} lời nhắn`] : [])].join(', ') ||
    'Không có tệp'
  );
}

function showFiles(files: readonly FileRef[], remarks: readonly string[]): string {
  return [countTypes(files).join(', '), ...remarks].filter(Boolean).join('. ') || 'Không có tệp';
}

function countTypes(files: readonly FileRef[]): string[] {
  const counts = new Map<FileRef['type'], number>();
  for (const { type } of files) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${fileWords[type]}`);
}
