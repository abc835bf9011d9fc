import pino, { type Logger } from 'pino';
import type { Config } from './config';
import { loggable } from './loggable';

export type { Logger };

export const makeLog = (level: Config['logLevel']): Logger =>
  pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: loggable,
    },
  });
