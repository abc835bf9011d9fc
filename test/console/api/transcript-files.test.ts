import type { FileRecord, RawTranscriptItem } from '../../../src/console/api/deps';
import type { ConversationId } from '../../../src/conversation/conversation-id';
import type { Transcript } from '../../../src/console/contract';
import { type OpenConsole, openConsole } from './open-console';
import { noon } from './world';

/** A file that came before anybody spoke of a tố cáo, so that its event says nothing of one. */
const early = (id: string, name: string): FileRecord => ({
  id,
  type: 'image',
  name,
  conversationId: 'v-3' as ConversationId,
  state: 'kept',
  contentType: 'image/jpeg',
  size: 4,
  confidential: false,
  identity: false,
});
const taken = early('f-bang-chung', 'anh-phong-bi.jpg');
const paper = early('f-giay-to', 'cccd-tran-thi-to.jpg');
const free = early('f-thuong', 'man-hinh.jpg');
const records = [taken, paper, free];

const said = (id: string, text: string, files: readonly FileRecord[]): RawTranscriptItem => ({
  id,
  at: noon,
  from: 'citizen',
  text,
  files,
  choices: [],
  confidential: false,
  identity: false,
});

let console: OpenConsole;
beforeAll(async () => {
  console = await openConsole({
    findFiles: async (ids) => records.filter(({ id }) => ids.includes(id)),
    readTranscript: async () => ({
      items: [
        said('t-words', 'Gửi trước mấy ảnh', [taken, free]),
        said('t-alone', '', [taken]),
        said('t-paper', '', [paper]),
        said('t-sticker', '', []),
      ],
    }),
  });
});
afterAll(() => console.close());

async function seenBy(role: string, caseId: string): Promise<[string, string[]][]> {
  const answer = await console.ask('get', `/api/cases/${caseId}/transcript`, await console.signedIn(role));
  return (answer.body as Transcript).items.map(({ id, files }) => [id, files.map(({ name }) => name)]);
}

describe('a file that was sent before a tố cáo and then taken into it', () => {
  it.each(['duty-officer', 'handler', 'office', 'leader'])(
    'is not in the transcript for %s, nor is the bubble that held nothing else',
    async (role) => {
      expect(await seenBy(role, 'h-gop-y')).toEqual([
        ['t-words', ['man-hinh.jpg']],
        ['t-sticker', []],
      ]);
    },
  );

  it('is there for the denunciation officer without the name that its sender gave it', async () => {
    expect(await seenBy('denunciation-officer', 'h-to-cao')).toEqual([
      ['t-words', ['ảnh-gchung.jpg', 'ảnh-thuong.jpg']],
      ['t-alone', ['ảnh-gchung.jpg']],
      ['t-sticker', []],
    ]);
  });

  it.each(['duty-officer', 'leader', 'denunciation-officer'])(
    'is listed for %s exactly where it can be opened',
    async (role) => {
      const cookie = await console.signedIn(role);
      const path = role === 'denunciation-officer' ? 'h-to-cao' : 'h-gop-y';
      const page = await console.ask('get', `/api/cases/${path}/transcript`, cookie);
      const listed = (page.body as Transcript).items.flatMap(({ files }) => files.map(({ id }) => id));
      for (const { id } of records) {
        const { status } = await console.ask('get', `/api/files/${id}`, cookie);
        expect([id, status === 200]).toEqual([id, listed.includes(id)]);
      }
    },
  );
});
