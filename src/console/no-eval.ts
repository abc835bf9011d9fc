import { config } from 'zod';

// In a browser zod probes `new Function` with the first schema that is made, and the content security policy reports
// it. The contract imports this before it makes any; the page's own first import would come too late, for a bundler
// puts what several pages share into a file that runs before.
if ('document' in globalThis) config({ jitless: true });
