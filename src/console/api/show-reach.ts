import type { Officer } from '../../cases/case';
import { may } from '../../cases/may';
import { showAnswer } from '../../conversation/answer';
import { isWithDenunciation } from '../../conversation/make-turn';
import { plainWindowFrom, windowFrom } from '../../conversation/window-from';
import { HUMAN_AGENT_MS, RESPONSE_MS } from '../../messenger/judge-send';
import type { CaseDoc } from '../../store/cases';
import type { ReachView } from '../contract';
import type { ConsoleDeps } from './deps';

export type ReachDeps = Pick<ConsoleDeps, 'conversations' | 'permissions' | 'newsBySms' | 'messengerClock'>;

/** The question that asks where to send a letter; people write what they like there. */
const ADDRESS = 'dia-chi';

/**
 * How the citizen of a case can be reached, which an officer sees before he writes. In an ordinary case it looks as if
 * the citizen had done nothing since he last spoke outside a tố cáo: the true times would tell that he sent one.
 */
export async function showReach(deps: ReachDeps, reader: Officer, doc: CaseDoc): Promise<ReachView> {
  const { humanAgent, template } = deps.permissions;
  const state = (await deps.conversations.get(doc.conversationId))?.doc.state;
  const isSecret = doc.kind === 'to-cao';
  const heardAt = state && (isSecret ? windowFrom(state) : plainWindowFrom(state));
  const isTold = state !== undefined && (isSecret || !isWithDenunciation(state));
  const known = may(reader, 'see-identity', doc) ? doc.answers.filter(({ identity }) => identity) : [];
  return {
    at: deps.messengerClock.now(),
    ...(heardAt !== undefined && { answerUntil: heardAt + RESPONSE_MS }),
    ...(heardAt !== undefined && humanAgent && { personUntil: heardAt + HUMAN_AGENT_MS }),
    isAnnounced: template !== undefined && !isSecret,
    phones: known.flatMap(({ answer }) => (answer.type === 'phone' ? [answer.shown] : [])),
    addresses: known
      .filter(({ id, answer }) => answer.type === 'place' || (id === ADDRESS && answer.type === 'text'))
      .map(({ answer }) => showAnswer(answer)),
    sms: deps.newsBySms(doc.code),
    ...(isTold &&
      state.onFacebook && { onFacebook: { since: state.onFacebook.since, until: state.onFacebook.until } }),
  };
}
