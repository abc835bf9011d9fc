import type { PageSetup } from '../messenger/page-setup';
import { profileChanges } from '../messenger/profile-changes';
import { fine, mended, refusedBy, type Finding } from './finding';

type Profile = Readonly<Record<string, unknown>>;

/** Sets the page's greeting, start button, menu and first questions where they are not as the flow files say. */
export async function setProfile(
  setup: Pick<PageSetup, 'profile' | 'setProfile'>,
  wanted: Profile,
): Promise<Finding> {
  const answer = await setup.profile(Object.keys(wanted));
  if (answer.type !== 'ok') return refusedBy(answer, 'Đọc lời chào và menu', 'Reading greeting and menu');
  const [current] = Array.isArray(answer.body.data) ? (answer.body.data as unknown[]) : [];
  const changes = profileChanges((current ?? {}) as Profile, wanted);
  const names = Object.keys(changes);
  if (names.length === 0)
    return fine(
      'Lời chào, nút Bắt đầu, menu và câu gợi ý đúng như trong flows/.',
      'Greeting, start button, menu and first questions are as flows/ says.',
    );
  const set = await setup.setProfile(changes);
  if (set.type !== 'ok') return refusedBy(set, 'Đặt lời chào và menu', 'Setting greeting and menu');
  return mended(
    `Đã đặt: ${names.map((name) => vietnamese[name] ?? name).join(', ')} (Facebook có thể mất 24 giờ để hiện).`,
    `Set: ${names.join(', ')} (Facebook may take 24 hours to show it).`,
  );
}

const vietnamese: Readonly<Record<string, string>> = {
  greeting: 'lời chào',
  get_started: 'nút Bắt đầu',
  persistent_menu: 'menu',
  ice_breakers: 'câu gợi ý',
};
