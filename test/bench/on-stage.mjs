import { join } from 'node:path';
import { certificate } from './certificate.mjs';
import { end, helper } from './children.mjs';
import { residentMb } from './measure.mjs';
import { startServices } from './services.mjs';
import { systems } from './systems.mjs';

/**
 * One system with the databases it needs, Meta's side and the citizens, each in processes of their own, with nobody's
 * data from before; all of it is gone afterwards.
 */
export async function onStage(systemName, act) {
  const system = systems[systemName];
  const services = await startServices(system.needs);
  try {
    return await withServices(systemName, { services }, act);
  } finally {
    await services.stop();
  }
}

/**
 * @param options.services what runs already
 * @param options.prefix of the citizens' ids: another one where a store has heard of the first
 * @param options.dataDir where the embedded profile has its data, if not in a folder of its own
 */
export async function withServices(systemName, { services, prefix, dataDir }, act) {
  const system = systems[systemName];
  const tls = system.tls ? await certificate() : undefined;
  const { child, ask } = helper(join(import.meta.dirname, 'citizens.mjs'));
  let servers = [];
  try {
    const graph = await ask({ type: 'open', prefix, tls: tls && { key: tls.key, cert: tls.cert } }, 10_000);
    servers = await system.start({ graph, services, tls, dataDir });
    await ask({ type: 'deliver-to', port: servers[0].port, echoes: system.echoes }, 10_000);
    const pids = () => ({
      ...Object.fromEntries(servers.map((server) => [server.name, server.pid()])),
      ...services.pids(),
    });
    const walk = (how) => {
      const mostMs = (how.seconds + (how.finishSeconds ?? 40) + 20) * 1_000;
      return ask({ type: 'walk', quietSeconds: system.quietSeconds, ...how, pids: pids() }, mostMs);
    };
    return await act({
      system,
      servers,
      services,
      walk,
      // What runs for the first time is compiled first; a server that has been up for a while is what counts.
      warmUp: (how) => walk({ rate: 40, seconds: 4, ...how }),
      fail: (share) => ask({ type: 'fail', share }, 5_000),
      resident: () =>
        Object.fromEntries(Object.entries(pids()).map(([name, pid]) => [name, residentMb(pid)])),
      warnings: () => Object.fromEntries(servers.map((server) => [server.name, server.warnings()])),
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await end(child);
  }
}

/** All processes of the system under test together, without Meta's side and the citizens. */
export const sumOf = (byProcess) =>
  Object.entries(byProcess)
    .filter(([name]) => name !== 'stand-in' && name !== 'citizens')
    .reduce((sum, [, value]) => sum + value, 0);

/** What went wrong in a walk, in words, for the table. */
export function faultsOf({ wrong, reasons, lostEchoes }) {
  const said = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`);
  if (lostEchoes > 0) said.push(`${lostEchoes} echoes or deliveries not acknowledged`);
  return said.length > 0 ? `${wrong} (${said.join('; ')})` : String(wrong);
}
