import { monotonic } from '../measure.mjs';
import { faultsOf, onStage } from '../on-stage.mjs';

const TARGET = 150;
const SECONDS = 20;
const TRIAL_SECONDS = 8;
/** Of the rate at which everybody goes on as soon as he is answered; tried from the top. */
const shares = [1, 0.9, 0.8, 0.7, 0.6];
const CAP_MS = 1_000;
/** On a machine that is too slow for all of them, the rest is not tried. */
const SEARCH_MS = 60_000;

/** Every message went out when it was its turn, and was answered soon and rightly. */
const isSustained = ({ sent, wrong, reply }, rate, seconds) =>
  wrong === 0 && sent >= 0.98 * rate * seconds && reply.p99 < CAP_MS;

export const sustained = {
  name: 'sustained',
  says: `${TARGET} messages a second for ${SECONDS} s from citizens who wait for each answer; then the highest rate that holds`,
  run: () =>
    onStage(async ({ program, walk, warmUp }) => {
      await warmUp();
      const walked = await walk({ rate: TARGET, seconds: SECONDS });
      const flatOut = await walk({ seconds: TRIAL_SECONDS, open: 48 });
      const flatOutRate = flatOut.answered / flatOut.took;
      const trials = [];
      let highest = 0;
      const searchUntil = monotonic() + SEARCH_MS;
      for (const share of shares) {
        if (monotonic() > searchUntil) break;
        const rate = Math.round((flatOutRate * share) / 5) * 5;
        const trial = await walk({ rate, seconds: TRIAL_SECONDS });
        const holds = isSustained(trial, rate, TRIAL_SECONDS);
        trials.push({ rate, holds, ...trial });
        if (holds) highest = rate;
        if (holds) break;
      }
      // Twenty seconds at the target say more than eight seconds near it.
      const met = isSustained(walked, TARGET, SECONDS);
      if (met) highest = Math.max(highest, TARGET);
      const wrong = [walked, flatOut, ...trials].reduce((sum, one) => sum + one.wrong, 0);
      const begun = [walked, flatOut, ...trials].reduce((sum, one) => sum + one.begun, 0);
      const at = `at ${TARGET}/s`;
      return {
        lines: [
          {
            what: 'highest rate sustained',
            value: highest,
            unit: 'messages/s',
            target: `>= ${TARGET}`,
            met: highest >= TARGET,
          },
          {
            what: `offered ${TARGET}/s: sent`,
            value: Number((walked.sent / walked.took).toFixed(1)),
            unit: 'messages/s',
          },
          { what: `reply p50 ${at}`, value: walked.reply.p50, unit: 'ms' },
          { what: `reply p99 ${at}`, value: walked.reply.p99, unit: 'ms' },
          { what: `first message of a reply p50 ${at}`, value: walked.first.p50, unit: 'ms' },
          { what: `first message of a reply p99 ${at}`, value: walked.first.p99, unit: 'ms' },
          { what: `acknowledgement p99 ${at}`, value: walked.ack.p99, unit: 'ms' },
          {
            what: `CPU of the program a message ${at}`,
            value: Number(walked.cpu.program.toFixed(2)),
            unit: 'ms',
          },
          { what: 'CPU of the stand-in for Meta', value: Number(walked.cpu.standIn.toFixed(2)), unit: 'ms' },
          { what: 'CPU of the citizens', value: Number(walked.cpu.load.toFixed(2)), unit: 'ms' },
          {
            what: 'flat out, 48 citizens without a pause',
            value: Number(flatOutRate.toFixed(0)),
            unit: 'messages/s',
          },
          {
            what: `conversations wrong ${at}`,
            value: faultsOf(walked),
            unit: `of ${walked.begun}`,
            target: '0',
            met: walked.wrong === 0,
          },
          {
            what: 'conversations wrong, all rates',
            value: wrong,
            unit: `of ${begun}`,
            target: '0',
            met: wrong === 0,
          },
        ],
        details: {
          walked,
          flatOut,
          trials: Object.fromEntries(trials.map((trial) => [`${trial.rate}/s`, trial])),
          warnings: program.warnings(),
        },
      };
    }),
};
