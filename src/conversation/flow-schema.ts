import { z } from 'zod';
import { flow } from './flow';

/** The text of `flows/schema.json`: what an editor needs to complete and check a flow file while it is written. */
export const flowSchema = (): string =>
  `${JSON.stringify({ title: 'Kịch bản hội thoại', ...z.toJSONSchema(flow, { io: 'input' }) }, null, 2)}\n`;
