import express, { type Response, type Router } from 'express';
import type { Officer } from '../../cases/case';
import { may } from '../../cases/may';
import { faultOf } from '../../fault-of';
import type { LiveNotice } from '../contract';
import type { ConsoleDeps } from './deps';
import { Refused } from './problem';
import { signedInOf } from './require-sign-in';
import { stillSignedIn } from './sign-in-tokens';

/** Shorter than the minute after which proxies cut a silent connection. */
const heartbeatMs = 25_000;
const mostPerAccount = 10;

/** Server-sent events: which of the cases that the reader may see has changed, never what is in them. */
export function liveRouter(deps: ConsoleDeps): Router {
  const router = express.Router();
  const open = new Map<string, number>();

  router.get('/live', (_req, res) => {
    // Closed while the sign-in was looked up: nobody would say so again.
    if (res.destroyed) return;
    const { signIn, account } = signedInOf(res);
    const now = open.get(account.id) ?? 0;
    if (now >= mostPerAccount) {
      throw new Refused(429, 'too-many-pages', 'Anh/Chị đang mở quá nhiều trang. Xin đóng bớt.', 30);
    }
    open.set(account.id, now + 1);
    const stop = listen(deps, res, signIn.id);
    res.on('close', () => {
      stop();
      const left = (open.get(account.id) ?? 1) - 1;
      if (left > 0) open.set(account.id, left);
      else open.delete(account.id);
    });
  });

  return router;
}

/** Writes to the response until it closes. @returns how to stop. */
function listen(deps: ConsoleDeps, res: Response, signInId: string): () => void {
  res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  res.flushHeaders();
  res.write(': bắt đầu\n\n');

  // One after the other, so that notices keep their order though each looks something up first.
  let tail = Promise.resolve();
  const write = (line: (reader: Officer) => Promise<string | undefined>): void => {
    tail = tail.then(async () => {
      if (res.writableEnded || res.destroyed) return;
      // An open page must not outlive the sign-in that opened it.
      const found = await stillSignedIn(deps, signInId);
      if (!found) return void res.end();
      const text = await line(found.account);
      if (text && !res.destroyed) res.write(text);
    });
    tail = tail.catch((error: unknown) => {
      deps.log.error(faultOf(error), 'could not tell an open page of a change');
      // The browser connects again by itself and then loads everything anew.
      res.end();
    });
  };

  const unsubscribe = deps.live.subscribe((notice) =>
    write(async (reader) => {
      const seen = await seenPart(deps, reader, notice);
      return seen && `data: ${JSON.stringify(seen)}\n\n`;
    }),
  );
  const heartbeat = setInterval(() => write(async () => ': nhịp\n\n'), heartbeatMs);
  heartbeat.unref();
  return () => {
    unsubscribe();
    clearInterval(heartbeat);
  };
}

async function seenPart(
  deps: Pick<ConsoleDeps, 'cases'>,
  reader: Officer,
  notice: LiveNotice,
): Promise<LiveNotice | undefined> {
  const sees = async (id: string): Promise<boolean> => {
    const stored = await deps.cases.get(id);
    return stored !== undefined && may(reader, 'see', stored.doc);
  };
  if (notice.type !== 'conversation-changed') return (await sees(notice.caseId)) ? notice : undefined;
  const seen = await Promise.all(notice.caseIds.map(sees));
  const caseIds = notice.caseIds.filter((_, at) => seen[at]);
  return caseIds.length > 0 ? { ...notice, caseIds } : undefined;
}
