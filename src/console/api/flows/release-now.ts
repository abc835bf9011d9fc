import { newestRelease } from '../../../publishing/release';
import type { FlowReleaseDoc } from '../../../store/flows';
import type { ConsoleDeps } from '../deps';

/** What counts now. The program publishes what ships before it serves anybody. */
export async function releaseNow(deps: Pick<ConsoleDeps, 'flowReleases'>): Promise<FlowReleaseDoc> {
  const release = await newestRelease(deps);
  if (!release) throw new Error('no flow was ever published');
  return release;
}
