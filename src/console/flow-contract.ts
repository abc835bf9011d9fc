import './no-eval';
import { z } from 'zod';

/**
 * What the page "Kịch bản" and the server say to each other. For admins alone. Names are those of flows, or `!phrases`
 * and `!department`.
 */
const author = z.object({ id: z.string(), name: z.string() });
const name = z
  .string()
  .regex(
    /^(![a-z]+|[a-z0-9]+(-[a-z0-9]+)*)$/,
    'Tên chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ “hoi-dap”.',
  )
  .max(60, 'Tên dài nhất 60 ký tự.');
const text = z.string().max(80_000, 'Kịch bản dài quá 80.000 ký tự. Xin chia thành nhiều luồng.');
const how = z.enum(['drain', 'move', 'restart']);
export type InFlightChoice = z.infer<typeof how>;

const draftMark = z.object({ rev: z.number(), base: z.number(), at: z.number(), by: author });

export const flowRow = z.object({
  name: z.string(),
  kind: z.enum(['flow', 'phrases', 'department']),
  title: z.string(),
  /** 0: never published yet. */
  number: z.number(),
  publishedAt: z.number().optional(),
  by: author.optional(),
  steps: z.number().optional(),
  confidential: z.boolean(),
  draft: draftMark.optional(),
});
export type FlowRow = z.infer<typeof flowRow>;

export const flowAct = z.object({
  type: z.enum(['publish', 'export']),
  at: z.number(),
  /** Absent: the program itself, or a command. */
  by: z.string().optional(),
  release: z.number(),
  how: how.optional(),
  changes: z.array(z.object({ name: z.string(), number: z.number(), restored: z.number().optional() })),
});
export type FlowAct = z.infer<typeof flowAct>;

/** GET /api/flows -> FlowList */
export const flowList = z.object({
  release: z.number(),
  flows: z.array(flowRow),
  /** What was done, newest first. */
  acts: z.array(flowAct),
});
export type FlowList = z.infer<typeof flowList>;

const version = z.object({
  number: z.number(),
  at: z.number(),
  by: author.optional(),
  restored: z.number().optional(),
});

/** GET /api/flows/:name -> FlowView */
export const flowView = flowRow.extend({
  release: z.number(),
  /** As published; empty for what never was. */
  text: z.string(),
  draftText: z.string().optional(),
  /** Newest first. */
  versions: z.array(version),
});
export type FlowView = z.infer<typeof flowView>;

/** GET /api/flows/:name/versions/:number -> FlowText */
export const flowText = z.object({ text: z.string() });

/**
 * POST /api/flows/:name/draft -> FlowView. `rev` is that of the draft that was seen, 0 for none; another one by now is
 * answered by 409 `draft-changed`. `base` is the published version that the writer has seen.
 */
export const saveDraft = z.object({ text, rev: z.number(), base: z.number() });
/** POST /api/flows/:name/discard -> FlowView, or FlowList where nothing is left of it. */
export const discardDraft = z.object({ rev: z.number() });

export const findingView = z.object({
  name: z.string(),
  step: z.string().optional(),
  line: z.number().optional(),
  what: z.string(),
  mend: z.string(),
});
export type FindingView = z.infer<typeof findingView>;

/** POST /api/flows/check -> FlowFindings: this text together with everything else as published. */
export const checkText = z.object({ name, text });
export const flowFindings = z.object({ findings: z.array(findingView) });
export type FlowFindings = z.infer<typeof flowFindings>;

const act = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().trim().min(1).max(5_000) }),
  z.object({ type: z.literal('tap'), payload: z.string().max(1_000), title: z.string().max(200) }),
  z.object({ type: z.literal('photo') }),
]);
export type TryAct = z.infer<typeof act>;

/** POST /api/flows/try -> TryAnswer: plays all acts from the beginning; nothing is stored, nothing sent. */
export const tryText = z.object({
  name,
  text,
  from: z.enum(['entry', 'here']),
  acts: z.array(act).max(200, 'Cuộc thử đã dài. Xin bắt đầu lại.'),
});

const line = z.union([
  z.object({ from: z.enum(['citizen', 'system']), text: z.string() }),
  z.object({
    from: z.literal('bot'),
    text: z.string(),
    choices: z.array(z.object({ title: z.string(), payload: z.string() })),
    buttons: z.array(z.object({ title: z.string() })),
  }),
]);
export type TryLine = z.infer<typeof line>;

export const tryAnswer = z.object({
  lines: z.array(line),
  at: z.string().optional(),
  findings: z.array(findingView),
});
export type TryAnswer = z.infer<typeof tryAnswer>;

/** A draft by the `rev` that was seen, or the text of an earlier version. */
const item = z.union([
  z.strictObject({ name, rev: z.number() }),
  z.strictObject({ name, restore: z.number() }),
]);
export type PublishItem = z.infer<typeof item>;
const items = z.array(item).min(1, 'Xin chọn ít nhất một kịch bản để công bố.').max(50);

/** POST /api/flows/plan -> PublishPlan: what stands in the way, and whom it concerns. */
export const planPublish = z.object({ items });
export const publishPlan = z.object({
  findings: z.array(findingView),
  inFlight: z.array(
    z.object({
      flow: z.string(),
      version: z.number(),
      step: z.string(),
      count: z.number(),
      fits: z.number(),
    }),
  ),
});
export type PublishPlan = z.infer<typeof publishPlan>;

/** POST /api/flows/publish -> FlowList. 409 `overtaken` where somebody has published since `release`. */
export const publish = z.object({ items, how, release: z.number() });
