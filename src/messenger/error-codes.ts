/** What one of Meta's errors means for a message. */
export type Verdict = {
  /** `stop`: nothing goes out to anybody until a person has mended it. */
  readonly type: 'retry' | 'give-up' | 'stop' | 'unknown';
  /** For the officer. */
  readonly reason: string;
  /** For whoever runs the system: what it is, and what to do about it. */
  readonly operator: string;
  /** Not before that much time. */
  readonly afterMs?: number;
};

type More = Pick<Verdict, 'afterMs'>;
const of =
  (type: Verdict['type']) =>
  (reason: string, operator: string, more: More = {}): Verdict => ({ type, reason, operator, ...more });
const stop = of('stop');
const retry = of('retry');
const giveUp = of('give-up');

const UNREACHABLE = 'Người dân hiện không nhận được tin nhắn (đã chặn trang hoặc khóa tài khoản).';
const TOO_LATE = 'Đã quá thời hạn Facebook cho phép gửi. Xin liên hệ qua điện thoại hoặc thư.';
const OTHER_APP = 'Cuộc trò chuyện đang do ứng dụng khác của trang giữ.';
const LIMITED = 'Facebook đang giới hạn tốc độ gửi, hệ thống sẽ gửi lại.';
const AWAY = 'Facebook tạm thời gián đoạn, hệ thống sẽ gửi lại.';
const NO_TOKEN = 'Mã truy cập của trang không còn hiệu lực. Xin báo quản trị.';
const NO_PERMISSION = 'Ứng dụng chưa được cấp quyền gửi tin nhắn. Xin báo quản trị.';
const BAD_FILE = 'Facebook không nhận tệp này. Xin gửi bằng cách khác.';
const BAD_MESSAGE = 'Facebook từ chối tin nhắn này. Xin liên hệ người dân qua kênh khác và báo quản trị.';
const MARKETING = 'Facebook không cho gửi loại tin này.';

const unreachable = giveUp(UNREACHABLE, 'the person blocked the page or left Facebook; nothing to do');
const tooLate = giveUp(TOO_LATE, "outside Meta's window of 24 hours; nothing to do");
const otherApp = giveUp(
  OTHER_APP,
  "another app holds the thread; make this app the default one in the page's Conversation Routing",
);
const limited = retry(LIMITED, 'a rate limit of Meta; if it persists lower SEND_RATE');
const newToken = (what: string): Verdict =>
  stop(NO_TOKEN, `${what}; make a new PAGE_ACCESS_TOKEN, start again, then run: npm run connect`);
const marketing = giveUp(MARKETING, 'a limit on marketing messages, which this program never sends');
const badFile = (what: string): Verdict => giveUp(BAD_FILE, what);
const unknownApp = stop(NO_PERMISSION, 'Meta does not know the app any more; check APP_ID and APP_SECRET');

/**
 * By `code/subcode`, else by the subcode alone, else by the code (no subcode looks like a code). Messenger Platform,
 * error codes, June 2026.
 */
const verdicts: Readonly<Record<string, Verdict>> = {
  '1': retry(
    'Facebook báo lỗi chưa rõ, hệ thống sẽ gửi lại.',
    'an unknown error, often a missing permission or access level; run: npm run connect',
  ),
  // "Invalid JSON reply" is said although the message went out.
  '1/1357046': of('unknown')(
    'Facebook trả lời không rõ ràng.',
    'Meta did not say what became of it; its echo tells',
  ),
  '2': retry(AWAY, "Meta's service is down for a while; nothing to do"),
  '3': stop(NO_PERMISSION, 'the app may not use this call; ask for the permission pages_messaging'),
  '4': limited,
  '4/2018354': marketing,
  '9/2018352': marketing,
  // Without a subcode it may be the window, another app or a permission: so it is held against this message alone.
  '10': giveUp(BAD_MESSAGE, 'not allowed: the window, another app, or a permission; run: npm run connect'),
  '10/1404170': marketing,
  '10/1893063': stop(
    'Facebook tạm thời không cho trang gửi tin nhắn.',
    "Meta barred the page from messaging for a while; look at the page's support inbox and its Page Quality",
    { afterMs: 1_800_000 },
  ),
  '10/2018065': tooLate,
  '10/2018108': unreachable,
  '10/2018278': {
    ...tooLate,
    reason:
      'Đã quá 24 giờ kể từ tin nhắn cuối của người dân nên Facebook không cho gửi. Xin liên hệ qua điện thoại hoặc thư.',
  },
  '10/2534022': tooLate,
  '17': limited,
  '32': limited,
  '100': giveUp(BAD_MESSAGE, 'Meta does not accept the message as it is; report it with its code'),
  '100/33': giveUp(BAD_MESSAGE, 'Meta does not know the person or the page; check PAGE_ID'),
  '100/1893061': giveUp(TOO_LATE, 'a message tag that Meta has retired; report it, this program sends none'),
  '100/2018001': giveUp(
    'Facebook không còn tìm thấy người nhận này.',
    'no such person any more; nothing to do',
  ),
  '100/2018008': badFile('Meta could not fetch the file; nothing to do'),
  '100/2018014': giveUp(
    BAD_MESSAGE,
    'a message and a sender action in one call; report it, it is a fault of this program',
  ),
  '100/2018047': badFile('Meta does not take files of this type; nothing to do'),
  '100/2018074': badFile('the uploaded file has expired or belongs to another page; nothing to do'),
  '100/2018109': badFile('the file is too large for Meta; nothing to do'),
  '100/2018218': giveUp(
    UNREACHABLE,
    'the person has an account of a kind that cannot be asked about; nothing to do',
  ),
  '100/2018294': badFile('Meta took too long to fetch the file; nothing to do'),
  '101': unknownApp,
  '102': newToken('the session of the token has ended'),
  '104': stop(NO_TOKEN, 'the proof of the app secret was missing or wrong; check APP_SECRET'),
  '190': newToken('the page token is no longer valid'),
  '190/458': newToken('the app was removed from the account that made the token'),
  '190/459': newToken('the account that made the token must sign in to Facebook first'),
  '190/460': newToken('the password of the account that made the token was changed'),
  '190/463': newToken('the page token has expired'),
  '190/464': newToken('the account that made the token is not confirmed'),
  '190/467': newToken('the page token was revoked'),
  '190/492': newToken('the account that made the token has no role on the page any more'),
  '200': stop(NO_PERMISSION, 'pages_messaging is not granted for this page; run: npm run connect'),
  '200/1545041': unreachable,
  '200/2018028': stop(
    NO_PERMISSION,
    'the app may only write to people with a role in it; publish the app and get Advanced Access to pages_messaging',
  ),
  '368': stop(
    'Facebook tạm khóa trang vì lý do chính sách. Xin báo quản trị.',
    "Meta blocked the page for a breach of its policies; look at the page's support inbox",
  ),
  '551': unreachable,
  '613': limited,
  '613/2018338': giveUp(UNREACHABLE, 'Meta counts these messages as a bother to this person; nothing to do'),
  '80001': limited,
  '80006': { ...limited, afterMs: 60_000 },
  '1200': retry(AWAY, 'Meta could not send it for a while; nothing to do'),
  '2018300': otherApp,
  '2018321': retry(
    'Facebook đang tự trả lời người dân, hệ thống sẽ gửi lại.',
    "Meta's automated answers hold the thread; turn them off in Business Suite",
    { afterMs: 120_000 },
  ),
  '2534037': otherApp,
  '9000001': giveUp('Tin nhắn này đã bị xóa.', 'the message was deleted; nothing to do'),
};

const busy = retry(AWAY, "Meta's service is down for a while; nothing to do");
const unheardOf = giveUp(
  BAD_MESSAGE,
  'an error that is not in the table of this program; look it up by its code and report it',
);
const badProof = stop(
  NO_TOKEN,
  'the proof of the app secret is wrong; check that APP_SECRET belongs to APP_ID, then run: npm run connect',
);

/** What of Meta's error counts; never its wording, which may repeat what was sent. */
export type GraphError = {
  /** Zero where there is none. */
  readonly code: number;
  readonly subcode: number;
  /** Meta says itself that it passes. */
  readonly isTransient?: boolean;
  /** It names `appsecret_proof`: then nothing will go out with this secret, though the code is that of a bad message. */
  readonly namesProof?: boolean;
};

/** @param status decides only where Meta gave no code that is known. */
export function verdictOn(status: number, error: GraphError): Verdict {
  const { code, subcode } = error;
  if (code === 100 && error.namesProof) return badProof;
  const found = verdicts[`${code}/${subcode}`] ?? verdicts[subcode] ?? verdicts[code];
  if (found) return found;
  return status >= 500 || status === 429 || error.isTransient ? busy : unheardOf;
}
