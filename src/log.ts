import pino, { type Logger } from 'pino';
import type { Config } from './config';

export type { Logger };

/**
 * The only fields that may stand in a log line. Anything else that somebody passes in is dropped, so that no
 * citizen's word, name, phone or PSID gets into a log by accident.
 */
const allowed = new Set([
  'conversationId',
  'caseId',
  'messageId',
  'fileId',
  'topic',
  'id',
  'input',
  'effects',
  'outcome',
  'code',
  'bytes',
  'error',
  'at',
  'reason',
  'status',
  'method',
  'route',
  'ms',
  'port',
  'published',
  'count',
]);

export const makeLog = (level: Config['logLevel']): Logger =>
  pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.has(name))),
    },
  });
