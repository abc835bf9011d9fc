import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { StateView } from './chat-contract';
import { createChatLive, type ChatDeps } from './chat-live';
import { menuOf, messageView, threadView } from './chat-views';
import { NothingToTell, otherEvents } from './other-events';
import { readForm } from './read-graph-request';
import { errorBody } from './refusal';
import type { AttachmentType } from './thread';

const shortText = z.string().min(1).max(1_000);
const action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), text: z.string().trim().min(1).max(20_000) }),
  z.object({ type: z.literal('tap'), title: shortText, payload: shortText }),
  z.object({ type: z.literal('quick-reply'), title: shortText, payload: shortText }),
  z.object({ type: z.literal('sticker') }),
  z.object({
    type: z.literal('location'),
    lat: z.number().min(-90).max(90),
    long: z.number().min(-180).max(180),
  }),
  z.object({ type: z.literal('comment'), text: z.string().trim().min(1).max(8_000) }),
  z.object({ type: z.literal('read') }),
  z.object({ type: z.literal('react') }),
  z.object({ type: z.literal('thread'), deed: z.enum(['take', 'give-back', 'ask']) }),
  z.object({ type: z.literal('event'), event: z.enum(otherEvents) }),
  z.object({ type: z.literal('staff'), text: z.string().trim().min(1).max(2_000) }),
]);
const switches = z.object({
  duplicate: z.boolean().optional(),
  outOfOrder: z.boolean().optional(),
  batch: z.boolean().optional(),
  tokenExpired: z.boolean().optional(),
});
const fault = z.object({
  times: z.number().int().min(1).max(1_000),
  with: z.union([
    z.enum(['transient', 'timeout', 'reset', 'sent-but-lost']),
    /** Any of Meta's errors. */
    z.object({
      code: z.number().int().positive(),
      subcode: z.number().int().positive().optional(),
      status: z.number().int().min(400).max(599).default(400),
    }),
  ]),
  delayMs: z.number().int().min(0).max(60_000).optional(),
});

const allowance = z.object({
  percent: z.number().min(0).max(1_000),
  regainMinutes: z.number().min(0).max(1_440).default(0),
});

/** What the chat page uses, at `/simulator/api`. */
export function createChatApi(deps: ChatDeps): Router {
  const { simulator, ledger } = deps;
  const router = express.Router();
  const threadAt = (request: Request) =>
    [...ledger.state.threads.values()].find(({ citizen }) => citizen.id === request.params.id);
  const unknown = (response: Response): void =>
    void response.status(404).json({ message: 'Không có người dân này.' });

  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(express.json({ limit: '1mb' }));
  router.get('/live', createChatLive(deps));
  router.get('/state', (_request, response) => void response.json(stateView(deps)));

  router.post('/citizens', (request, response) => {
    const { name } = z.object({ name: z.string().trim().max(80).optional() }).parse(request.body);
    const { id, name: given } = simulator.newCitizen(name);
    response.status(201).json({ id, name: given });
  });
  router.get('/citizens/:id/thread', (request, response) => {
    const thread = threadAt(request);
    if (thread === undefined) return unknown(response);
    response.json(threadView(ledger.state, thread, deps.mount));
  });
  router.post('/citizens/:id/actions', (request, response) => {
    const thread = threadAt(request);
    if (thread === undefined) return unknown(response);
    act(deps, thread.citizen.psid, action.parse(request.body));
    response.status(204).end();
  });
  router.post('/citizens/:id/data', async (request, response) => {
    const thread = threadAt(request);
    if (thread === undefined) return unknown(response);
    const { deed } = z.object({ deed: z.enum(['data-deletion', 'deauthorize']) }).parse(request.body);
    response.json(await simulator.tellData(thread.citizen.psid, deed));
  });
  router.post(
    '/citizens/:id/files',
    express.raw({ type: 'multipart/form-data', limit: '100mb' }),
    async (request, response) => {
      const thread = threadAt(request);
      if (thread === undefined) return unknown(response);
      if (!Buffer.isBuffer(request.body)) throw new z.ZodError([]);
      const { files, fields } = await readForm(request.body, request.get('content-type') ?? '');
      if (files.length === 0) throw new z.ZodError([]);
      const typed = files.map((file) => ({ ...file, type: typeOf(file.contentType) }));
      simulator.sendFiles(thread.citizen.psid, typed, fields.text || undefined);
      response.status(204).end();
    },
  );

  router.put('/switches', (request, response) => {
    simulator.setSwitches(switches.parse(request.body));
    response.json(simulator.switches());
  });
  router.post('/faults', (request, response) => {
    const { with: kind, ...rest } = fault.parse(request.body);
    const transient = {
      status: 500,
      body: {
        error: {
          message: '(#2) Service temporarily unavailable',
          type: 'OAuthException',
          code: 2,
          is_transient: true,
          fbtrace_id: 'A',
        },
      },
    };
    simulator.fail({
      ...rest,
      with: typeof kind === 'object' ? refusalOf(kind) : kind === 'transient' ? transient : kind,
      match: (call) => call.path.endsWith('/messages'),
    });
    response.status(204).end();
  });
  router.delete('/faults', (_request, response) => {
    simulator.heal();
    response.status(204).end();
  });
  router.put('/usage', (request, response) => {
    const { percent, regainMinutes } = allowance.parse(request.body);
    simulator.setUsage(percent === 0 ? undefined : { percent, regainMinutes });
    response.status(204).end();
  });
  router.post('/clock', (request, response) => {
    deps.clock.advance(
      z
        .object({
          hours: z
            .number()
            .positive()
            .max(24 * 400),
        })
        .parse(request.body).hours * 3_600_000,
    );
    response.json({ now: deps.clock.now() });
  });
  router.use(complain);
  return router;
}

const refusalOf = ({ status, code, subcode }: { status: number; code: number; subcode?: number }) => ({
  status,
  body: errorBody({ code, subcode, message: `(#${code}) Provoked` }),
});

function act({ simulator }: ChatDeps, psid: string, what: z.infer<typeof action>): void {
  switch (what.type) {
    case 'say':
      return void simulator.say(psid, what.text);
    case 'tap':
      return void simulator.tap(psid, what.payload, what.title);
    case 'quick-reply':
      return void simulator.quickReply(psid, what.title, what.payload);
    case 'sticker':
      return void simulator.sendSticker(psid);
    case 'location':
      return void simulator.sendLocation(psid, what);
    case 'comment':
      return void simulator.comment(psid, what.text);
    case 'read':
      return simulator.read(psid);
    case 'react':
      return simulator.react(psid);
    case 'thread':
      if (what.deed === 'take') return simulator.staffTakes(psid);
      return what.deed === 'ask' ? simulator.staffAsks(psid) : simulator.staffGivesBack(psid);
    case 'event':
      return simulator.tellOther(psid, what.event);
    case 'staff':
      return void simulator.staffSays(psid, what.text);
  }
}

function stateView({ simulator, ledger, clock, pageName, mount, faults }: ChatDeps): StateView {
  const { state } = ledger;
  const citizens = [...state.threads.values()].map((thread) => {
    const last = thread.messages.at(-1);
    const unread = thread.messages.filter(
      ({ from, at }) => from !== 'citizen' && at > thread.seenByCitizen,
    ).length;
    return {
      id: thread.citizen.id,
      name: thread.citizen.name,
      unread,
      isTaken: thread.owner === 'inbox',
      ...(last ? { last: messageView(state, last, mount) } : {}),
    };
  });
  return {
    pageName,
    citizens,
    menu: menuOf(state.profile),
    switches: simulator.switches(),
    faultsLeft: faults.any(),
    usedPercent: simulator.usage()?.percent ?? 0,
    now: clock.now(),
  };
}

function typeOf(contentType: string): AttachmentType {
  const family = contentType.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}

const complain: ErrorRequestHandler = (
  error: { readonly status?: number; readonly type?: string },
  _request,
  response,
  next,
) => {
  if (response.headersSent) return next(error);
  if (error.type === 'entity.too.large')
    response.status(413).json({ message: 'Tệp quá lớn: tất cả các tệp gửi một lần không được quá 100 MB.' });
  else if (error instanceof NothingToTell) response.status(409).json({ message: error.message });
  else if (error instanceof z.ZodError || error.status === 400)
    response.status(400).json({ message: 'Yêu cầu không hợp lệ. Xin tải lại trang rồi thử lại.' });
  else next(error);
};
