import type { Clock } from '../clock';
import { isBehind } from '../conversation/change-flows';
import { nextArrival } from '../inbox/accept';
import { internalEvent } from '../inbox/internal-event';
import { wakeTurns } from '../inbox/wake-turns';
import type { Later } from '../later';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';
import type { FlowReleaseDoc } from '../store/flows';
import { busyConversations } from './in-flight';
import { kindOf } from './names';

export type SpreadDeps = {
  readonly flowReleases: Collection<FlowReleaseDoc>;
  readonly conversations: Collection<ConversationDoc>;
  readonly events: Collection<EventDoc>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  readonly later: Later;
};

/** By then every process has the new book, and nobody begins on the old version any more. */
const SETTLED_MS = 10_000;
const TOGETHER = 100;

/**
 * Tells the conversations under way of releases that they are to follow: as an event in the inbox of each, so that it
 * changes under its own lease and in its turn. Done by several at once, or again after a crash, it is one event each.
 */
export async function spreadReleases(deps: SpreadDeps): Promise<void> {
  const waiting = await deps.flowReleases.find({ where: { spread: false }, sort: ['number'], limit: 10 });
  for (const { doc } of waiting) {
    const from = deps.clock.now();
    await spread(deps, doc);
    if (from - doc.at >= SETTLED_MS) await deps.flowReleases.update(doc.id, { spread: true });
  }
}

async function spread(deps: SpreadDeps, release: FlowReleaseDoc): Promise<void> {
  const { how } = release;
  if (how === 'drain') return;
  const flows = release.changes
    .filter(({ name }) => kindOf(name) === 'flow')
    .map(({ name, number }) => ({ id: name, number }));
  let batch: EventDoc[] = [];
  const flush = async (): Promise<void> => {
    const inserted = await deps.events.insertIfAbsent(batch);
    await wakeTurns(
      deps,
      batch.filter((_event, at) => inserted[at]),
    );
    batch = [];
  };
  for await (const conversation of busyConversations(deps.conversations)) {
    if (!isBehind(conversation.state, flows)) continue;
    const now = deps.clock.now();
    batch.push(
      internalEvent(
        conversation,
        `${release.id}-${conversation.id}`,
        { at: now, arrival: nextArrival(now) },
        { type: 'flows-published', how, flows },
      ),
    );
    if (batch.length >= TOGETHER) await flush();
  }
  if (batch.length > 0) await flush();
}
