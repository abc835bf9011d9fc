import type { Profile } from './arguments';
import type { Verdict } from './rows/row';

export type Line = {
  readonly row: string;
  readonly title: string;
  readonly profile: Profile;
  readonly verdict: Verdict;
  readonly ms: number;
};

const MOST_SENTENCES = 12;
const MOST_CHARACTERS = 600;

const holds = ({ verdict }: Line): boolean => verdict.broken.length === 0;
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

/** One line while the run goes on, with what does not hold below it. */
export function lineOf(line: Line): string {
  const head = `${holds(line) ? 'ok    ' : 'FAILED'} ${line.row.padStart(3)} ${line.profile.padEnd(8)} ${seconds(line.ms).padStart(6)} s  ${line.title}: ${line.verdict.done}`;
  const broken = line.verdict.broken.slice(0, MOST_SENTENCES);
  const more = line.verdict.broken.length - broken.length;
  return [
    head,
    ...broken.map((sentence) => `         - ${sentence.slice(0, MOST_CHARACTERS)}`),
    ...(more > 0 ? [`         - and ${more} more`] : []),
    '',
  ].join('\n');
}

/** The whole run; its last line is the one that Jest ends with, so that both are counted alike. */
export function tableOf(lines: readonly Line[]): string {
  const failed = lines.filter((line) => !holds(line)).length;
  const head = '| row | profile | fault | what was done | verdict | seconds |';
  const body = lines.map((line) => {
    const verdict = holds(line) ? 'holds' : `${line.verdict.broken.length} broken`;
    return `| ${[line.row, line.profile, line.title, line.verdict.done, verdict, seconds(line.ms)].join(' | ')} |`;
  });
  const count = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${lines.length - failed} passed`,
    `${lines.length} total`,
  ].join(', ');
  return `\n${[head, '| --- | --- | --- | --- | --- | --- |', ...body].join('\n')}\n\nTests:       ${count}\n`;
}
