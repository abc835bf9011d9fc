import { join } from 'node:path';
import { comparedScript } from './intakes.mjs';
import { credentials, realPage, startProgram } from './program.mjs';
import { installed } from './peers/install.mjs';
import { startServer } from './server.mjs';

/**
 * Everything that can be put on stage. `needs`: the databases it runs on. `echoes`: it has subscribed to echoes and
 * deliveries, as the README asks for; the peers do without, which is their best setting. `quietSeconds`: after so long
 * without a word nothing will come any more; a peer does nothing later, the program looks again for what got stuck.
 * `start` resolves to the node processes that it is made of, the one that Meta talks to first.
 */
export const systems = {
  service: {
    label: 'Tiếp Nhận, service profile',
    needs: ['mongod', 'redis'],
    isDurable: true,
    echoes: true,
    quietSeconds: 40,
    async start({ graph, services }) {
      const env = {
        ...realPage(graph.http),
        MONGODB_URL: services.mongod.url,
        REDIS_URL: services.redis.url,
      };
      // One after the other: the first makes the tables and publishes the flows.
      const web = await startProgram({ name: 'web', env: { ...env, ROLE: 'web' } });
      try {
        return [web, await startProgram({ name: 'worker', env: { ...env, ROLE: 'worker' } })];
      } catch (error) {
        await web.stop();
        throw error;
      }
    },
  },
  embedded: {
    label: 'Tiếp Nhận, embedded profile',
    needs: [],
    isDurable: true,
    echoes: true,
    quietSeconds: 40,
    start: async ({ graph, dataDir }) => [await startProgram({ env: realPage(graph.http), dataDir })],
  },
  'bottender-memory': bottender({ label: 'Bottender 1.5.5, in memory', needs: [], isDurable: false }),
  'bottender-mongo': bottender({ label: 'Bottender 1.5.5, MongoDB', needs: ['mongod'], isDurable: true }),
  botkit: {
    label: 'Botkit 4.15.0, in memory',
    needs: [],
    isDurable: false,
    echoes: false,
    quietSeconds: 4,
    /** It calls https only. */
    tls: true,
    async start({ graph, tls }) {
      const folder = await installed('botkit');
      const host = new URL(graph.https).host;
      const env = { ...peerEnv(), GRAPH_HOST: host, NODE_EXTRA_CA_CERTS: tls.file };
      return [await startPeer({ folder, script: 'botkit.cjs', env })];
    },
  },
  naive: {
    label: 'naive Express + Mongoose',
    needs: ['mongod'],
    isDurable: true,
    echoes: false,
    quietSeconds: 4,
    async start({ graph, services }) {
      const env = { ...peerEnv(), GRAPH_URL: graph.http, MONGODB_URL: services.mongod.url };
      return [await startPeer({ folder: join(import.meta.dirname, 'peers'), script: 'naive.mjs', env })];
    },
  },
};

function bottender({ label, needs, isDurable }) {
  return {
    label,
    needs,
    isDurable,
    echoes: false,
    quietSeconds: 4,
    async start({ graph, services }) {
      const folder = await installed('bottender');
      const MONGODB_URL = isDurable ? services.mongod.url : '';
      const env = { ...peerEnv(), GRAPH_URL: graph.http, MONGODB_URL };
      return [await startPeer({ folder, script: 'index.js', env })];
    },
  };
}

const peerEnv = () => ({ ...credentials, NODE_ENV: 'production', INTAKE: JSON.stringify(comparedScript()) });

const startPeer = ({ folder, script, env }) =>
  startServer({ name: 'bot', script: join(folder, script), cwd: folder, env, any: true });
