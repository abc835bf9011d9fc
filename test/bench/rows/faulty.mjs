import { pause } from '../measure.mjs';

const KILL_EVERY_S = 5;
const KILLS = 2;
const ERROR_SHARE = 0.05;

/**
 * The human profile while the system is killed (kill -9) and started again over and over, its processes in turn, and
 * Graph refuses every twentieth message for the moment. Meta's side sends what was not acknowledged again. Then it may
 * heal; what is not told by then is lost.
 */
export async function faulty({ walk, servers, fail }, { kind, rate, scale }) {
  const everySeconds = KILL_EVERY_S * Math.max(scale, 0.5);
  const kills = Math.max(2, Math.round(KILLS * scale));
  const seconds = everySeconds * (kills + 0.5);
  await fail(ERROR_SHARE);
  const walking = walk({ kind, profile: 'human', rate, seconds, finishSeconds: 45, quietSeconds: 25 });
  // Failing in the meantime must not be unheard of; it is awaited below.
  walking.catch(() => undefined);
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(everySeconds * 1_000);
    await servers[kill % servers.length].killAndRestart();
  }
  const walked = await walking;
  await fail(0);
  const per10000 = (count) => Math.round((count * 10_000) / walked.messages);
  return {
    kills,
    everySeconds,
    per10000: {
      lost: per10000(walked.lost),
      doubled: per10000(walked.doubled),
      misordered: per10000(walked.misordered),
    },
    ...walked,
  };
}
