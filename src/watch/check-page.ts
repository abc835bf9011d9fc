import { checkToken } from '../connect/check-token';
import { skipped, type Finding } from '../connect/finding';
import { setAppWebhooks, subscribePage } from '../connect/set-webhooks';
import { verdictOn } from '../messenger/error-codes';
import type { PageSetup } from '../messenger/page-setup';
import type { PageCheck } from '../store/page-watch';
import type { ReceiveOnly } from './receive-only';

export type CheckPageDeps = {
  readonly setup: PageSetup;
  readonly meta: { readonly appId: string; readonly pageId: string; readonly verifyToken: string };
  /** Undefined: not told, so the app's address is nobody's business here. */
  readonly publicUrl: string | undefined;
  readonly answersComments: boolean;
  readonly receiving: Pick<ReceiveOnly, 'stop' | 'note'>;
  readonly now: () => number;
};

/** Refusals that a token which is good again has ended, whether or not a message waits to show it. */
const ABOUT_TOKEN = /^(100|101|102|104|190)\//;

/** Compares what Meta has of us with what it should have, and mends what can be mended without a person. */
export async function checkPage(deps: CheckPageDeps): Promise<PageCheck> {
  const { setup, meta, publicUrl, receiving, now, answersComments } = deps;
  const begunAt = now();
  const findings: Finding[] = [];
  const asked = checkToken({ setup, now }, meta);
  let step = await asked.next();
  // As many as `checkToken` has to say.
  for (; !step.done; step = await asked.next()) findings.push(step.value);
  const token = step.value;
  if (token.type === 'dead') {
    const { type, ...verdict } = verdictOn(400, token);
    if (type === 'stop')
      await receiving.note({ ...verdict, type, code: `${token.code}/${token.subcode}` }, begunAt);
  }
  if (token.type === 'good') {
    const stopped = await receiving.stop();
    if (stopped && ABOUT_TOKEN.test(stopped.code)) await receiving.note({ type: 'sent' }, begunAt);
    const webhooks = { setup, ...meta, answersComments, callbackUrl: `${publicUrl}/webhook`, mayMove: false };
    findings.push(publicUrl === undefined ? noAddress : await setAppWebhooks(webhooks));
    findings.push(await subscribePage(webhooks));
  }
  return { at: begunAt, findings, tokenEndsAt: (token.type === 'good' && token.endsAt) || null };
}

const noAddress = skipped(
  'Chưa đặt PUBLIC_URL nên không so được địa chỉ webhook của ứng dụng.',
  "PUBLIC_URL is not set, so the app's webhook address was not compared.",
);
