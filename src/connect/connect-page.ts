import type { MetaConfig } from '../config';
import type { MessengerClient } from '../messenger/client';
import type { PageSetup } from '../messenger/page-setup';
import { checkAddress } from './check-address';
import { checkDoor } from './check-door';
import { checkToken } from './check-token';
import { byHand, skipped, type Finding } from './finding';
import { sendTest } from './send-test';
import { setProfile } from './set-profile';
import { setAppWebhooks, subscribePage } from './set-webhooks';

export type ConnectDeps = {
  readonly setup: PageSetup;
  readonly client: Pick<MessengerClient, 'send'>;
  readonly meta: MetaConfig;
  readonly publicUrl: string;
  readonly isTrial: boolean;
  /** See `pageProfile`. */
  readonly profile: Readonly<Record<string, unknown>>;
  readonly answersComments: boolean;
  /** PSID of somebody who gets a test message. */
  readonly tester: string | undefined;
  readonly now: () => number;
  readonly ca?: string;
};

/**
 * Goes through all that a page needs, from our own door to the greeting, and sets what can be set; what is right is
 * left alone, so it may be run as often as one likes. One thing that is wrong does not hide the others.
 */
export async function* connectPage(deps: ConnectDeps): AsyncGenerator<Finding> {
  const { meta, publicUrl, setup } = deps;
  const isReached = yield* checkAddress(deps);
  const isOpen =
    isReached &&
    (yield* checkDoor({ ...deps, verifyToken: meta.verifyToken, appSecret: meta.appSecrets[0] ?? '' }));
  const token = yield* checkToken(deps, meta);
  if (token.type === 'good') {
    const webhooks = {
      setup,
      callbackUrl: `${publicUrl}/webhook`,
      verifyToken: meta.verifyToken,
      appId: meta.appId,
      answersComments: deps.answersComments,
    };
    yield isOpen
      ? await setAppWebhooks(webhooks)
      : skipped(
          'Chưa đặt webhook của ứng dụng: địa chỉ công khai phải đúng trước.',
          "The app's webhooks were not set: the public address has to be right first.",
        );
    yield await subscribePage(webhooks);
    yield await setProfile(setup, deps.profile);
    yield await sendTest(deps.client, deps.tester);
  } else {
    yield skipped(
      'Chưa kiểm tra webhook, lời chào, menu và tin thử: mã truy cập phải đúng trước.',
      'Webhooks, greeting, menu and test message were not looked at: the token has to be right first.',
    );
  }
  if (!deps.isTrial) yield* remind(publicUrl);
}

/** What has to be done on Facebook's own pages. */
function* remind(publicUrl: string): Generator<Finding> {
  yield byHand(
    'Định tuyến hội thoại không kiểm tra được từ đây.',
    'Conversation routing cannot be looked at from here.',
    {
      vi: 'Ở facebook.com/settings?tab=msgr_conversation_routing chọn ứng dụng này làm mặc định; tắt trả lời tự động và trợ lý AI trong Business Suite.',
      en: 'At facebook.com/settings?tab=msgr_conversation_routing make this app the default one; turn off automated answers and AI in Business Suite.',
    },
  );
  yield byHand(
    'Các địa chỉ của ứng dụng không kiểm tra được từ đây.',
    "The app's addresses cannot be looked at from here.",
    {
      vi: `Ở developers.facebook.com nhập: chính sách quyền riêng tư ${publicUrl}/quyen-rieng-tu, xóa dữ liệu ${publicUrl}/webhook/data-deletion, gỡ quyền ${publicUrl}/webhook/deauthorize; rồi chuyển ứng dụng sang chế độ Live.`,
      en: `At developers.facebook.com enter: privacy policy ${publicUrl}/quyen-rieng-tu, data deletion ${publicUrl}/webhook/data-deletion, deauthorise ${publicUrl}/webhook/deauthorize; then publish the app.`,
    },
  );
}
