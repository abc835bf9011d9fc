import { config } from 'zod';

// Must run before any schema is made: zod otherwise probes `new Function`, which our content security policy reports.
config({ jitless: true });
