import './no-eval';
import { z } from 'zod';
import { kinds, roles, statuses } from '../cases/case';
import { paperDeeds } from '../cases/papers';

/**
 * What the console's server and its browser page say to each other: the one place where both look it up.
 * Every answer that is not 2xx is a `Problem` in plain Vietnamese.
 */
export const problem = z.object({ message: z.string(), code: z.string() });
export type Problem = z.infer<typeof problem>;

/**
 * GET /api/status -> StatusView, without a sign-in. `spooling`: the database is away; what citizens send is kept on the
 * server's disk meanwhile. `receiveOnly`: Meta takes nothing from the page; what waits goes out by itself once it does.
 */
export const statusView = z.object({
  intake: z.enum(['normal', 'spooling']),
  receiveOnly: z.object({ since: z.number(), reason: z.string() }).optional(),
  /** For longer than usual nothing has come from Facebook: since then. */
  silentSince: z.number().optional(),
});
export type StatusView = z.infer<typeof statusView>;

/** GET /api/connection -> ConnectionView, for admins: how the connection to Meta is. */
export const connectionView = z.object({
  at: z.number(),
  stop: z.object({ since: z.number(), reason: z.string(), code: z.string(), mend: z.string() }).optional(),
  /** Sending is slower, or waits until then, because Meta's allowance is nearly used up. */
  braked: z.object({ percent: z.number(), stopUntil: z.number().optional() }).optional(),
  /** When the last webhook came. */
  heardAt: z.number().optional(),
  silenceLimitMs: z.number(),
  isSilent: z.boolean(),
  /** What Meta has of us, as last compared. */
  check: z
    .object({
      at: z.number(),
      findings: z.array(
        z.object({
          state: z.enum(['fine', 'mended', 'wrong', 'by-hand', 'skipped']),
          said: z.string(),
          mend: z.string().optional(),
        }),
      ),
    })
    .optional(),
  /** Absent: it does not end, or nobody knows. */
  token: z.object({ daysLeft: z.number(), endsSoon: z.boolean() }).optional(),
});
export type ConnectionView = z.infer<typeof connectionView>;

export const accountView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** Signed in with a one-time password: nothing else works until a new one is chosen. */
  mustChangePassword: z.boolean(),
});
export type AccountView = z.infer<typeof accountView>;

/** POST /api/sign-in -> AccountView */
export const signIn = z.object({
  username: z.string().trim().min(1, 'Xin nhập tên đăng nhập.').max(64),
  password: z.string().min(1, 'Xin nhập mật khẩu.').max(256),
});
/** POST /api/me/password -> AccountView. GET /api/me -> AccountView. POST /api/sign-out -> 204. */
export const changePassword = z.object({
  current: z.string().min(1, 'Xin nhập mật khẩu hiện tại.').max(256),
  next: z.string().min(12, 'Mật khẩu mới cần ít nhất 12 ký tự.').max(256),
});

const person = z.object({ id: z.string(), name: z.string() });

const wants = z.enum(['withdrawal', 'second-look']);

/** POST /api/cases/search -> CasePage. A question, but not a GET: proxies log addresses, and `q` may be somebody's name. */
export const caseQuery = z.object({
  status: z.enum([...statuses, 'open']).optional(),
  kind: z.enum(kinds).optional(),
  assignee: z.enum(['me', 'none']).optional(),
  waiting: z.enum(['true']).optional(),
  wants: wants.optional(),
  q: z.string().trim().max(200).optional(),
  cursor: z.string().max(500).optional(),
});
export type CaseQuery = z.infer<typeof caseQuery>;

const deadline = z.object({
  at: z.number(),
  /** Holidays until then are not settled yet: it may move. */
  certain: z.boolean(),
});

/** A row of the list. Where the reader may not see the case, only the code, the status and the times are there. */
export const caseRow = z.object({
  id: z.string(),
  code: z.string(),
  status: z.enum(statuses),
  openedAt: z.number(),
  updatedAt: z.number(),
  waiting: z.boolean(),
  /** It cannot wait; shown only to who may read the case. */
  urgent: z.literal(true).optional(),
  /** What the citizen wants an officer to decide or to look at again; shown only to who may read the case. */
  wants: wants.optional(),
  /** It is closed because the citizen withdrew it; shown only to who may read the case. */
  withdrawn: z.literal(true).optional(),
  readable: z.boolean(),
  /** What is still owed: the first answer, and word of what became of it. Absent once somebody has answered. */
  firstReplyDue: deadline.optional(),
  noticeDue: deadline.optional(),
  kind: z.enum(kinds).optional(),
  summary: z.string().optional(),
  citizen: z.string().optional(),
  assignee: person.optional(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const casePage = z.object({
  cases: z.array(caseRow),
  cursor: z.string().optional(),
  /** How many cases there are by status, whatever the filters. */
  counts: z.record(z.enum(statuses), z.number()),
});
export type CasePage = z.infer<typeof casePage>;

export const fileView = z.object({
  id: z.string(),
  type: z.enum(['image', 'video', 'audio', 'file', 'location']),
  name: z.string(),
  state: z.enum(['wanted', 'kept', 'missing', 'quarantined']),
  /** Why it is missing or quarantined, in words for the officer. */
  reason: z.string().optional(),
  /**
   * Where to get it: GET /api/files/:id, absent until it is here. `?inline=1` shows an image in the page; `?unsafe=1` is
   * needed for one that is quarantined; `?preview=1` gives a small JPEG of it; `?original=1` gives a photo with all that its camera wrote into it, to those who
   * may know who the citizen is.
   */
  url: z.string().optional(),
  contentType: z.string().optional(),
  size: z.number().optional(),
  /** Where to get a small picture of it; absent where there is none. */
  preview: z.string().optional(),
  /** Where to get a photo as it came; whoever gets it is written into the history. */
  original: z.string().optional(),
  /** What this reader may do with a photo that may be an identity paper. */
  may: z.array(z.enum(paperDeeds)).optional(),
});
export type FileView = z.infer<typeof fileView>;

export const actions = [
  'claim',
  'reply',
  'note',
  'hand-back',
  'close',
  'reopen',
  'confirm-withdrawal',
  'decline-withdrawal',
] as const;

/** POST /api/cases/:id/actions -> CaseView. The same `requestId` twice acts once. */
export const caseAction = z.intersection(
  z.object({ requestId: z.string().min(8).max(64) }),
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('claim') }),
    z.object({
      type: z.literal('reply'),
      text: z.string().trim().min(1, 'Xin nhập nội dung trả lời.').max(10_000),
    }),
    z.object({
      type: z.literal('note'),
      text: z.string().trim().min(1, 'Xin nhập nội dung ghi chú.').max(10_000),
    }),
    z.object({ type: z.literal('show-numbers') }),
    z.object({ type: z.enum(paperDeeds), file: z.string().min(1).max(200) }),
    z.object({ type: z.literal('hand-back') }),
    z.object({
      type: z.literal('close'),
      reason: z.string().trim().min(1, 'Xin ghi lý do đóng hồ sơ.').max(2_000),
    }),
    z.object({
      type: z.literal('reopen'),
      reason: z.string().trim().min(1, 'Xin ghi lý do mở lại.').max(2_000),
    }),
    z.object({
      type: z.literal('confirm-withdrawal'),
      /** Number and day of the signed paper, where one is needed. */
      paper: z.string().trim().min(1, 'Xin ghi số, ngày của đơn rút hoặc biên bản.').max(300).optional(),
    }),
    z.object({
      type: z.literal('decline-withdrawal'),
      reason: z.string().trim().min(1, 'Xin ghi lý do chưa cho rút; công dân sẽ đọc được.').max(1_000),
    }),
  ]),
);
export type CaseActionRequest = z.infer<typeof caseAction>;

export const historyEntry = z.object({
  id: z.string(),
  at: z.number(),
  by: z.union([person, z.literal('citizen'), z.literal('system')]),
  type: z.enum([
    'opened',
    'claimed',
    'replied',
    'noted',
    'numbers-shown',
    'paper-marked',
    'paper-unmarked',
    'paper-deleted',
    'original-fetched',
    'handed-back',
    'closed',
    'reopened',
    'citizen-said',
    'officer-asked-for',
    'added',
    'withdrawal-asked',
    'withdrawal-confirmed',
    'withdrawal-declined',
    'rated',
    'not-done',
    'bot-resumed',
    'staff-answered',
    'staff-took',
    'reply-held',
    'reply-delivered',
    'reply-failed',
    'form-failed',
  ]),
  text: z.string().optional(),
  /** Of a rating, 1 to 5. */
  score: z.number().optional(),
});
export type HistoryEntryView = z.infer<typeof historyEntry>;

/** How the citizen can be reached, by the server's clock at `at`. */
export const reach = z.object({
  at: z.number(),
  /** Until when Messenger takes an answer, and after that a person's own words, where Meta allows them. */
  answerUntil: z.number().optional(),
  personUntil: z.number().optional(),
  /** Where it takes neither, the citizen is told that there is news. */
  isAnnounced: z.boolean(),
  /** Where else, as far as the reader may know it. */
  phones: z.array(z.string()),
  addresses: z.array(z.string()),
  /** A text message to copy. */
  sms: z.string(),
  /** A person speaks with the citizen in Facebook's own inbox; until then the bot is silent. */
  onFacebook: z.object({ since: z.number(), until: z.number() }).optional(),
});
export type ReachView = z.infer<typeof reach>;

/** GET /api/cases/:id -> CaseView */
export const caseView = caseRow.extend({
  kind: z.enum(kinds),
  reason: z.enum(['sent', 'asked-for-officer', 'failed-turn']),
  reach,
  /** Who speaks with the citizen now. */
  speaker: z.enum(['bot', 'officer']),
  answers: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      shown: z.string(),
      /** Who the citizen is; `shown` is masked where the reader may not know. */
      identity: z.boolean(),
      masked: z.boolean(),
    }),
  ),
  files: z.array(fileView),
  /** GET /api/cases/:id/complaint-form: the form filled in from the answers, where the case has one. */
  form: z.object({ name: z.string(), url: z.string() }).optional(),
  /** How content the citizen was with the answer, 1 to 5. */
  rating: z.number().optional(),
  /** The citizen wants the case back: why, and whether confirming it takes a signed paper. */
  withdrawal: z.object({ at: z.number(), text: z.string().optional(), needsPaper: z.boolean() }).optional(),
  /** Numbers of identity papers in these texts are covered, and this reader may have them shown: `show-numbers`. */
  numbersCovered: z.boolean(),
  history: z.array(historyEntry),
  /** What this reader may do now, in this status. */
  may: z.array(z.enum(actions)),
});
export type CaseView = z.infer<typeof caseView>;

/** GET /api/cases/:id/transcript?before= -> Transcript: the whole conversation, oldest first, the newest page first. */
export const transcriptItem = z.object({
  id: z.string(),
  at: z.number(),
  from: z.enum(['citizen', 'bot', 'officer', 'facebook']),
  text: z.string(),
  files: z.array(fileView),
  choices: z.array(z.string()),
  /** The reader may not see the text (it belongs to a tố cáo, or says who the citizen is). */
  hidden: z.boolean(),
  /** `held`: it goes out by itself once the citizen writes again. */
  delivery: z.enum(['waiting', 'sent', 'failed', 'held']).optional(),
  reason: z.string().optional(),
  /** When the citizen took it back; what was said stays on record. */
  takenBackAt: z.number().optional(),
});
export type TranscriptItem = z.infer<typeof transcriptItem>;
export const transcript = z.object({
  items: z.array(transcriptItem),
  before: z.string().optional(),
  /** As in a case. */
  numbersCovered: z.boolean(),
});
export type Transcript = z.infer<typeof transcript>;

/** GET /api/live: server-sent events, `data:` holds one of these. Reload what it names. */
export const liveNotice = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('case-opened'),
    caseId: z.string(),
    code: z.string(),
    urgent: z.literal(true).optional(),
  }),
  z.object({ type: z.literal('case-changed'), caseId: z.string(), urgent: z.literal(true).optional() }),
  z.object({ type: z.literal('conversation-changed'), caseIds: z.array(z.string()) }),
]);
export type LiveNotice = z.infer<typeof liveNotice>;
