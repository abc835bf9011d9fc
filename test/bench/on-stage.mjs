import { join } from 'node:path';
import { end, helper } from './children.mjs';
import { startProgram } from './program.mjs';

/** The program, Meta's side and the citizens, each in a process of its own; all of it is gone afterwards. */
export async function onStage(act) {
  const { child, ask } = helper(join(import.meta.dirname, 'citizens.mjs'));
  let program;
  try {
    const { graphUrl } = await ask({ type: 'open' }, 10_000);
    program = await startProgram({ graphUrl });
    await ask({ type: 'deliver-to', port: program.port, pid: program.pid }, 10_000);
    const walk = (how) =>
      ask({ type: 'walk', ...how }, (how.seconds + (how.finishSeconds ?? 40) + 20) * 1_000);
    // What runs for the first time is compiled first; a server that has been up for a while is what counts.
    const warmUp = () => walk({ rate: 30, seconds: 3 });
    return await act({ program, walk, warmUp });
  } finally {
    await program?.stop();
    await end(child);
  }
}

/** What went wrong in a walk, in words, for the table. */
export function faultsOf({ wrong, reasons, lostEchoes }) {
  const said = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`);
  if (lostEchoes > 0) said.push(`${lostEchoes} echoes or deliveries not acknowledged`);
  return said.length > 0 ? `${wrong} (${said.join('; ')})` : String(wrong);
}
