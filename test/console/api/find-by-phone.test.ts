import type { CaseId } from '../../../src/cases/case';
import { roles } from '../../../src/cases/case';
import { mayOfKind } from '../../../src/cases/may';
import { openCase } from '../../../src/cases/open-case';
import type { ConversationId } from '../../../src/conversation/conversation-id';
import type { CasePage } from '../../../src/console/contract';
import { caseDoc } from '../../../src/store/cases';
import { openConsole, type OpenConsole } from './open-console';
import { noon } from './world';

let console: OpenConsole;
beforeAll(async () => {
  console = await openConsole();
  const phone = (e164: string) => ({ type: 'phone', e164, shown: e164.replace('+84', '0') }) as const;
  const made = (kind: 'phan-anh' | 'to-cao', at: number, e164: string) =>
    caseDoc(
      openCase(
        {
          kind,
          conversationId: 'v-9' as ConversationId,
          summary: 'Việc',
          answers: [{ id: 'dien-thoai', label: 'Điện thoại', answer: phone(e164), identity: true }],
          files: [],
        },
        { id: `h-phone-${at}` as CaseId, code: `PH0N-E000-00${at}`, eventId: `e-${at}` },
        noon,
      ),
      [],
    );
  await console.deps.cases.insertIfAbsent([
    made('phan-anh', 1, '+84987654321'),
    made('to-cao', 2, '+84987654321'),
    made('phan-anh', 3, '+84987654322'),
  ]);
});
afterAll(() => console.close());

const found = async (role: string, q: string): Promise<string[]> => {
  const cookie = await console.signedIn(role);
  const answer = await console.ask('post', '/api/cases/search', cookie).send({ q });
  expect(answer.status).toBe(200);
  return (answer.body as CasePage).cases.map(({ id }) => id);
};

it.each(['0987654321', '0987 654 321', '+84 987-654-321', '84987654321', '0987.654.321'])(
  'finds the case of the citizen who calls from %s, and nobody else',
  async (q) => {
    expect(await found('duty-officer', q)).toEqual(['h-phone-1']);
  },
);

it.each(['098765432', '0987 654', '+8498765432', 'phone:+84987654321', '987654321 Việc'])(
  'finds nothing by a part of a number, nor by its inner spelling: %s',
  async (q) => {
    expect(await found('duty-officer', q)).toEqual([]);
  },
);

it.each(roles)('tells %s of a number no more than whose case he may know', async (role) => {
  const knows = mayOfKind(role, 'see-identity', 'phan-anh');
  expect(await found(role, '0987654321')).toEqual(knows ? ['h-phone-1'] : []);
});
