import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepTypes, type Step } from '../../src/conversation/steps';
import type { StepType } from '../../src/conversation/turn';
import { openStory, type Act, type Ends, type Said } from '../support/play-story';
import { shippedBook } from '../support/shipped-flows';

/** One conversation as a chat: what somebody did, what came of it, and where it stands at the end. */
type Story = {
  readonly story: string;
  readonly start: string;
  readonly turns: readonly (Act | Said)[];
  readonly ends?: Ends;
};

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort();
const book = shippedBook();

const isSaid = (turn: Act | Said): turn is Said => 'bot' in turn;

/** Plays the acts of a story and puts down what really comes of them. */
function play({ story, start, turns }: Story): Story {
  const stage = openStory(book, Date.parse(start));
  const played = turns.filter((turn): turn is Act => !isSaid(turn)).flatMap((act) => [act, stage.act(act)]);
  return { story, start, turns: played, ends: stage.ends() };
}

/** Every step that a story enters, as flow/step. */
const visited = new Set<string>();
for (const type of Object.values(stepTypes) as unknown as StepType<Step>[]) {
  const { enter } = type;
  (type as { enter: typeof enter }).enter = (step, turn) => {
    visited.add(`${turn.frame.flow}/${step.id}`);
    return enter(step, turn);
  };
}

describe('a conversation with the flows that ship', () => {
  it.each(files)('%s', (file) => {
    const path = join(__dirname, file);
    const written = JSON.parse(readFileSync(path, 'utf8')) as Story;
    const played = JSON.parse(JSON.stringify(play(written))) as Story;
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, `${JSON.stringify(played, null, 2)}\n`);
    else expect(played).toEqual(written);
  });

  it('has a story for every kind of case, sent with everything and with as little as may be', () => {
    for (const kind of ['phan-anh', 'kien-nghi', 'gop-y', 'khieu-nai', 'to-cao', 'chua-ro']) {
      for (const how of ['day-du', 'bo-qua-het'])
        expect(existsSync(join(__dirname, 'gui-ho-so', `${kind}-${how}.json`))).toBe(true);
    }
  });

  it('comes to every step of every flow, and there are many of them', () => {
    const steps = [...book.current.values()].flatMap(({ flow }) => flow.steps.map(({ id }) => `${flow.id}/${id}`));
    process.stdout.write(
      `${files.length} stories visit ${steps.filter((step) => visited.has(step)).length} of ${steps.length} steps\n`,
    );
    // Needs a department where all who read tố cáo receive messages too: see receivers.test.ts.
    expect(steps.filter((step) => !visited.has(step))).toEqual(['to-cao/khong-con-nguoi-nhan']);
    expect(files.length).toBeGreaterThanOrEqual(120);
  });
});
