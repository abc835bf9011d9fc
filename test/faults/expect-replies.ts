import { join } from 'node:path';
import type { CaseId } from '../../src/cases/case';
import { advance } from '../../src/conversation/advance';
import { newConversation, type Conversation } from '../../src/conversation/conversation';
import type { ConversationId } from '../../src/conversation/conversation-id';
import type { Choice, Effect } from '../../src/conversation/effects';
import { makeFlowBook, type FlowBook } from '../../src/conversation/flow-book';
import type { Input } from '../../src/conversation/input';
import { render } from '../../src/messenger/render';
import { readFlowFolder } from '../../src/publish-flows';
import type { Act, Step } from './intakes';

/** The flows that ship, as the program publishes them at its first start. */
export function shippedBook(): FlowBook {
  const { flows, phrases, department } = readFlowFolder(join(__dirname, '../../flows'));
  return makeFlowBook(
    flows.map((flow) => ({ flow, number: 1 })),
    phrases,
    department,
  );
}

/**
 * What a citizen who does this must be told when nothing goes wrong, worked out by the engine alone.
 * @returns for each step, every message that he has received by its end; times and codes are masked.
 */
export function expectReplies(book: FlowBook, steps: readonly Step[]): readonly (readonly string[])[] {
  let conversation = newConversation('thu' as ConversationId);
  const told: string[] = [];
  let offered: readonly Choice[] = [];
  let at = 1_790_000_000_000;

  const take = (input: Input): void => {
    const advanced = advance(book, conversation, input, at);
    conversation = advanced.state;
    for (const effect of advanced.effects) perform(effect);
  };
  const perform = (effect: Effect): void => {
    if (effect.type === 'send') {
      told.push(...render(effect.message).map(({ text }) => mask(text)));
      offered = effect.message.choices ?? offered;
    }
    if (effect.type === 'open-case') {
      const { kind, reason = 'sent' } = effect.draft;
      const opened = { caseId: 'c' as CaseId, code: '0000-0000-000', openedAt: at, kind, reason };
      take({ type: 'case-opened', eventId: 'opened', at, ...opened });
    }
  };
  return steps.map((step) => {
    for (const act of step) {
      at += 1_000;
      take({ ...inputOf(act, offered, conversation), eventId: `e${at}`, at });
    }
    return [...told];
  });
}

function inputOf(act: Act, offered: readonly Choice[], { frames }: Conversation) {
  if (act.type === 'say') return { type: 'text', text: act.text } as const;
  const choice = offered.find(({ title }) => title === act.title);
  if (!choice) throw new Error(`nothing named “${act.title}” is offered at ${frames.at(-1)?.step}`);
  return { type: 'tap', payload: choice.payload, title: choice.title } as const;
}

/** What differs from one run to the next. */
export const mask = (text: string): string =>
  text
    .replace(/lúc [^,\n]+, ngày [^\n]+?\./, 'lúc …, ngày ….')
    .replace(/Mã hồ sơ: \S+/, 'Mã hồ sơ: …')
    .replace(/chậm nhất ngày [^,\n]+,/, 'chậm nhất ngày …,')
    .replace(/\nHiện ngoài giờ làm việc\.[^\n]*/, '');
