import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkFlows,
  readFlow,
  showFinding,
  type Finding,
  type FlowIn,
} from '../../src/conversation/check-flow';
import { shippedFlows } from '../support/shipped-flows';

const folder = join(__dirname, '../broken-flows');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const { phrases, department } = shippedFlows();

/** The findings for one text, several flows in it being parted by `---`, beside one flow that is sound. */
function check(file: string, text: string): readonly Finding[] {
  const parts = text
    .split('\n---\n')
    .map((part, at) => readFlow(at === 0 ? file : `${at + 1}-${file}`, part));
  const unread = parts.flatMap((part) => ('findings' in part ? part.findings : []));
  if (unread.length > 0) return unread;
  const sound = readFlow('sound.yaml', read('sound.yaml'));
  const flows = [sound, ...parts].filter((each): each is FlowIn => 'flow' in each);
  return checkFlows(flows, phrases, department);
}

const broken = readdirSync(folder).filter((file) => file !== 'sound.yaml');

describe('a flow with one fault', () => {
  it.each(broken)('%s is told that fault, and nothing else', (file) => {
    const text = read(file);
    const expected = /^# expect: (.+)\n/.exec(text)?.[1];
    expect(expected).toBeDefined();
    const shown = check(file, text).map(showFinding);
    expect(shown).toEqual([expect.stringContaining(expected ?? '')]);
    expect(shown[0]).toMatch(/^[\w.-]+\.yaml(:\d+)?(, bước [\p{L}\d-]+( \d+)?)?: .+\. Cách sửa: .+[.?]$/u);
  });

  it('is there for everything that can be found', () => {
    expect(broken.length).toBeGreaterThan(55);
  });

  it('has a sound neighbour', () => {
    const sound = readFlow('sound.yaml', read('sound.yaml'));
    expect(sound).toHaveProperty('flow');
    expect(checkFlows([sound as FlowIn], phrases, department)).toEqual([]);
  });
});
