import { applyCaseAction } from '../../cases/apply-action';
import type { Case, CaseAnswer, HistoryEntry, Officer } from '../../cases/case';
import type { Calendar } from '../../cases/calendar/calendar';
import { deadlinesOf } from '../../cases/calendar/deadlines';
import { may } from '../../cases/may';
import { isWithdrawn, needsPaper } from '../../cases/withdrawal';
import { showAnswer } from '../../conversation/answer';
import { maskIdentityNumbers } from '../../language/identity-number';
import type { CaseDoc } from '../../store/cases';
import {
  type CaseActionRequest,
  type CaseRow,
  type CaseView,
  type HistoryEntryView,
  actions,
} from '../contract';
import { coverFor, hasNumbers } from './cover-numbers';
import { showForm } from './complaint-form';
import type { ConsoleDeps } from './deps';
import { withDeeds } from './file-deeds';
import { readCasesOf } from './read-case';
import { showFile } from './show-file';
import { showReach, type ReachDeps } from './show-reach';

const masked = '•••';

/** A row of the list; of a case that the reader may not see, no more than that it exists. */
export function showRow(reader: Officer, doc: Case, calendar: Calendar): CaseRow {
  const { id, code, status, openedAt, updatedAt } = doc;
  const row = { id, code, status, openedAt, updatedAt };
  if (!may(reader, 'see', doc)) return { ...row, waiting: false, readable: false };
  const { firstReply, notice } = deadlinesOf(calendar, doc);
  const citizen = may(reader, 'see-identity', doc) ? nameOf(doc.answers) : undefined;
  return {
    ...row,
    waiting: doc.waiting,
    ...(doc.urgent && { urgent: true }),
    ...wantsOf(doc),
    ...(isWithdrawn(doc) && { withdrawn: true }),
    readable: true,
    ...(firstReply && { firstReplyDue: firstReply }),
    ...(notice && { noticeDue: notice }),
    kind: doc.kind,
    // What a tố cáo says is read in the case alone, never in passing.
    ...(doc.kind !== 'to-cao' && { summary: maskIdentityNumbers(doc.summary) }),
    ...(citizen && { citizen }),
    ...(doc.assignee && { assignee: { ...doc.assignee } }),
  };
}

/** The whole case, for a reader who may see it. */
export async function showCase(
  deps: Pick<ConsoleDeps, 'cases' | 'findFiles' | 'clock' | 'calendar'> & ReachDeps,
  reader: Officer,
  doc: CaseDoc,
): Promise<CaseView> {
  const { findFiles, clock, calendar } = deps;
  const named = may(reader, 'see-identity', doc);
  const cover = coverFor(reader, doc, clock.now());
  const refs = shownFiles(doc, named);
  const around = refs.length > 0 ? (await readCasesOf(deps, reader, doc.conversationId)).all : [];
  const records = new Map((await findFiles(refs.map(({ id }) => id))).map((record) => [record.id, record]));
  return {
    ...showRow(reader, doc, calendar()),
    kind: doc.kind,
    summary: cover(doc.summary),
    reason: doc.reason,
    reach: await showReach(deps, reader, doc),
    speaker: doc.speaking ? 'officer' : 'bot',
    answers: doc.answers.map(({ id, label, answer, identity }) => {
      const hidden = identity && !named;
      return { id, label, shown: hidden ? masked : cover(showAnswer(answer)), identity, masked: hidden };
    }),
    files: refs
      .filter(({ id }) => named || !records.get(id)?.identity)
      .map((ref) => {
        const record = records.get(ref.id);
        const shown = showFile(ref, record, doc.kind === 'to-cao');
        // As it was just committed, whatever the others say.
        const all = [...around.filter(({ id }) => id !== doc.id), doc];
        return withDeeds(shown, record, doc, reader, all);
      }),
    ...showForm(reader, doc),
    ...(doc.rating !== undefined && { rating: doc.rating }),
    ...showWithdrawal(doc, cover),
    history: doc.history.map((entry) => showEntry(entry, cover)),
    numbersCovered: cover === maskIdentityNumbers && hasNumbers(doc) && may(reader, 'show-numbers', doc),
    may: actions.filter((type) => may(reader, type, doc) && takes(doc, reader, type, clock.now())),
  };
}

/** The case's files, without those that answer who the citizen is where the reader may not know. */
export function shownFiles(doc: Case, named: boolean): Case['files'] {
  const secret = new Set<string>();
  for (const { answer, identity } of doc.answers) {
    if (identity && !named && answer.type === 'files') answer.files.forEach(({ id }) => secret.add(id));
  }
  return doc.files.filter(({ id }) => !secret.has(id));
}

/** Tries the action on the case itself, so that no button is offered that would be refused. */
function takes(doc: Case, by: Officer, type: CaseActionRequest['type'], now: number): boolean {
  const probe = { requestId: 'probe', by, type, text: '', reason: '', paper: '-', file: '-' };
  return !('refused' in applyCaseAction(doc, probe, now));
}

type Cover = ReturnType<typeof coverFor>;

function showEntry(entry: HistoryEntry, cover: Cover): HistoryEntryView {
  const { id, at, by, type } = entry;
  const text = 'text' in entry ? entry.text : 'reason' in entry ? entry.reason : undefined;
  return {
    id,
    at,
    by: typeof by === 'string' ? by : { ...by },
    type,
    ...(text !== undefined && text !== '' && { text: by === 'citizen' ? cover(text) : text }),
    ...(type === 'rated' && { score: entry.score }),
  };
}

function wantsOf({ withdrawal, disputed, status }: Case): Pick<CaseRow, 'wants'> {
  if (withdrawal === 'asked') return { wants: 'withdrawal' };
  return disputed && status === 'dang-xu-ly' ? { wants: 'second-look' } : {};
}

function showWithdrawal(doc: Case, cover: Cover): Pick<CaseView, 'withdrawal'> {
  const asked = doc.history.findLast((entry) => entry.type === 'withdrawal-asked');
  if (doc.withdrawal !== 'asked' || !asked) return {};
  const text = cover(asked.text);
  return { withdrawal: { at: asked.at, ...(text !== '' && { text }), needsPaper: needsPaper(doc) } };
}

/** The name is the one answer about the citizen that is free text; phones and addresses have types of their own. */
function nameOf(answers: readonly CaseAnswer[]): string | undefined {
  const name = answers.find(({ identity, answer }) => identity && answer.type === 'text');
  return name && showAnswer(name.answer);
}
