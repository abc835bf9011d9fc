import type { Clock } from '../clock';
import type { Collection } from '../store/collection';
import type { FlowDoc, FlowReleaseDoc } from '../store/flows';

export type PublishingDeps = {
  readonly flows: Collection<FlowDoc>;
  readonly flowReleases: Collection<FlowReleaseDoc>;
  readonly clock: Clock;
};
