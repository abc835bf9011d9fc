import { z } from 'zod';
import type { PageSetup } from '../messenger/page-setup';
import { fieldsFor } from '../messenger/subscribed-fields';
import { fine, mended, refusedBy, wrong, type Finding } from './finding';

type Deps = {
  readonly setup: Pick<PageSetup, 'appWebhooks' | 'setAppWebhooks' | 'subscription' | 'subscribe'>;
  readonly callbackUrl: string;
  readonly verifyToken: string;
  readonly appId: string;
  /** Whether those who comment below the page's posts are answered. */
  readonly answersComments: boolean;
  /** Whether an address that is not ours gives way: only where somebody asked for it, as another server may be right. */
  readonly mayMove?: boolean;
};

const appShape = z.array(
  z.object({
    object: z.string(),
    callback_url: z.string().optional(),
    active: z.boolean().default(true),
    fields: z
      .array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]))
      .default([]),
  }),
);

/** What the app is told at all, and where. The fields that somebody else chose beside ours stay. */
export async function setAppWebhooks(deps: Deps): Promise<Finding> {
  const { setup, callbackUrl, verifyToken, mayMove = true } = deps;
  const wanted = fieldsFor(deps.answersComments);
  const answer = await setup.appWebhooks();
  if (answer.type !== 'ok')
    return refusedBy(answer, 'Đọc webhook của ứng dụng', "Reading the app's webhooks");
  const current = appShape.safeParse(answer.body.data).data?.find(({ object }) => object === 'page');
  const missing = lacking(wanted, current?.fields ?? []);
  if (current?.active && current.callback_url === callbackUrl && missing.length === 0)
    return fine(
      'Ứng dụng gửi đủ loại tin về đúng địa chỉ.',
      'The app sends all fields to the right address.',
    );
  if (!mayMove && current?.callback_url !== undefined && current.callback_url !== callbackUrl)
    return wrong(
      'Ứng dụng đang gửi tin về một địa chỉ khác, không phải máy chủ này.',
      'The app sends its webhooks to another address than this server.',
      'Nếu máy chủ này là đúng, chạy: npm run connect. Nếu không, tắt máy chủ này.',
      'If this server is the right one, run: npm run connect. Otherwise stop it.',
    );
  const fields = [...new Set([...(current?.fields ?? []), ...wanted])];
  const set = await setup.setAppWebhooks(callbackUrl, verifyToken, fields);
  if (set.type !== 'ok') return refusedBy(set, 'Đặt webhook của ứng dụng', "Setting the app's webhooks");
  return current?.callback_url === callbackUrl
    ? mended(
        `Đã đăng ký thêm ở ứng dụng: ${missing.join(', ') || 'bật lại'}.`,
        `Subscribed at the app: ${missing.join(', ') || 'active again'}.`,
      )
    : mended(
        `Đã đặt địa chỉ webhook của ứng dụng là ${callbackUrl}.`,
        `The app's webhook address is now ${callbackUrl}.`,
      );
}

const pageShape = z.array(
  z.object({ id: z.coerce.string().optional(), subscribed_fields: z.array(z.string()).default([]) }),
);

/** What of the page goes to the app: a step apart from the one before, and as necessary. */
export async function subscribePage({ setup, appId, answersComments }: Deps): Promise<Finding> {
  const wanted = fieldsFor(answersComments);
  const answer = await setup.subscription();
  if (answer.type !== 'ok')
    return refusedBy(answer, 'Đọc đăng ký của trang', "Reading the page's subscription");
  const current = pageShape
    .safeParse(answer.body.data)
    .data?.find(({ id }) => id === undefined || id === appId);
  const missing = lacking(wanted, current?.subscribed_fields ?? []);
  if (current && missing.length === 0)
    return fine('Trang gửi đủ loại tin cho ứng dụng.', 'The page sends all fields to the app.');
  const fields = [...new Set([...(current?.subscribed_fields ?? []), ...wanted])];
  const set = await setup.subscribe(fields);
  if (set.type !== 'ok')
    return refusedBy(set, 'Đăng ký trang với ứng dụng', 'Subscribing the page to the app');
  return mended(
    `Đã đăng ký trang với ứng dụng: ${missing.join(', ')}.`,
    `Subscribed the page to the app: ${missing.join(', ')}.`,
  );
}

const lacking = (wanted: readonly string[], fields: readonly string[]): string[] =>
  wanted.filter((field) => !fields.includes(field));
