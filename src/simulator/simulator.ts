import express from 'express';
import { createChatApi } from './chat-api';
import { createComments } from './comment';
import { createDeliveries } from './deliver-webhooks';
import { tellDataDeed } from './data-callback';
import { createFaults } from './faults';
import { createFilesRouter } from './files-router';
import { createGraphApi } from './graph-api';
import { openLedger, type Ledger } from './ledger';
import { otherEvent } from './other-events';
import { createPeople, threadOf } from './people';
import type { RecordedCall } from './graph-call';
import type { AllowanceUsed, Simulator, SimulatorOptions, Switches } from './simulator-contract';

export type { Fault, GraphCall, RecordedCall } from './graph-call';
export { createMovableClock, type MovableClock } from './movable-clock';
export type {
  FileToSend,
  SendOptions,
  Sent,
  Simulator,
  SimulatorOptions,
  Switches,
} from './simulator-contract';
export type { AttachmentType, Citizen, ThreadAttachment, ThreadMessage } from './thread';

/** Meta on one's own machine: takes Graph calls, holds the chats, sends signed webhooks. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, pageId, appId, appSecret, pageToken, baseUrl } = options;
  const pageName = options.pageName ?? 'Khoa học và Công nghệ thành phố Hải Phòng';
  const ledger = openLedger(options.stateFile);
  const faults = createFaults();
  const calls: RecordedCall[] = [];
  const hanging = new Set<() => void>();
  let usage: AllowanceUsed | undefined;
  let switches: Switches = { duplicate: false, outOfOrder: false, batch: false, tokenExpired: false };

  if (ledger.state.clockOffset > clock.offset()) clock.advance(ledger.state.clockOffset - clock.offset());
  const stopClock = clock.onAdvance((offset) => ledger.write({ type: 'clock', offset }));
  const deliveries = createDeliveries({ ledger, clock, modes: () => switches }, options);
  const people = createPeople({ ledger, clock, deliveries, pageId, appId, baseUrl });

  const parts: Omit<Simulator, 'router'> = {
    ...people,
    ...createComments({ ledger, clock, deliveries, pageId, appId, baseUrl }),
    tellOther(psid, name, options = {}) {
      const { in: where, event } = otherEvent({ ledger, clock, pageId, appId }, psid, name);
      // About the page it has no sender, and goes the way of the citizen in whose chat it was brought about.
      if ('sender' in event) people.sendRaw(event, { ...options, in: where });
      else deliveries.add({ lane: psid, in: where, event }, options);
    },
    tellData: (psid, deed) =>
      tellDataDeed(
        { webhookUrl: options.webhookUrl(), appSecret, now: clock.now() },
        deed,
        // Not the PSID: the app knows who signs in by other numbers than Messenger does.
        `2${threadOf(ledger, psid).citizen.psid}`,
      ),
    citizens: () => [...ledger.state.threads.values()].map(({ citizen }) => citizen),
    release: deliveries.release,
    thread: (psid) => [...threadOf(ledger, psid).messages],
    sent: (psid) => (psid === undefined ? [...calls] : calls.filter((call) => call.psid === psid)),
    profile: () => ledger.state.profile,
    switches: () => switches,
    setSwitches(change) {
      switches = { ...switches, ...change };
      ledger.tell({ type: 'switches' });
    },
    usage: () => usage,
    setUsage(used) {
      usage = used;
      ledger.tell({ type: 'switches' });
    },
    fail(fault) {
      const heal = faults.add(fault);
      ledger.tell({ type: 'switches' });
      return heal;
    },
    heal() {
      faults.heal();
      ledger.tell({ type: 'switches' });
    },
    idle: deliveries.idle,
    waiting: () => ledger.state.webhooks.size,
    undelivered: () => ledger.state.givenUp,
    until: (check, timeoutMs = 10_000) => until(ledger, check, timeoutMs),
    async close() {
      stopClock();
      for (const cut of [...hanging]) cut();
      await deliveries.close();
      ledger.close();
    },
  };

  const router = express.Router();
  router.use(
    '/graph',
    createGraphApi({
      ...{
        ledger,
        clock,
        deliveries,
        people,
        faults,
        hanging,
        pageId,
        appId,
        appSecret,
        pageToken,
        pageName,
        baseUrl,
      },
      templates: options.utilityTemplates ?? [],
      readAtOnce: options.autoEcho ?? false,
      usage: () => usage,
      latencyMs: options.latencyMs ?? 0,
      tokenExpired: () => switches.tokenExpired,
      record(call) {
        calls.push(call);
        if (calls.length > (options.recordLimit ?? Infinity)) calls.shift();
        ledger.tell({ type: 'call' });
      },
    }),
  );
  router.use(
    '/api',
    createChatApi({ simulator: parts, ledger, clock, faults, hanging, pageName, mount: '/simulator' }),
  );
  router.use(createFilesRouter(ledger));
  return { router, ...parts };
}

function until(ledger: Ledger, check: () => boolean, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (check()) return resolve();
    const timer = setTimeout(() => {
      stop();
      reject(
        new Error(
          `What was waited for did not happen within ${timeoutMs} ms: ${check.toString().slice(0, 200)}`,
        ),
      );
    }, timeoutMs);
    const stop = ledger.listen(() => {
      if (!check()) return;
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}
