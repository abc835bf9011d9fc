import { makeFlowBook } from '../../src/conversation/flow-book';
import { openStory } from '../support/play-story';
import { shippedFlows } from '../support/shipped-flows';

const { flows, phrases, department } = shippedFlows();
const [first, ...others] = department.hotlines;
const hotlines = [{ ...first!, role: 'leader' as const }, ...others];
const duty = { ...department.duty, role: 'denunciation-officer' as const };
const book = makeFlowBook(
  flows.map((flow) => ({ flow, number: 1 })),
  phrases,
  { ...department, hotlines, duty },
);

function say(...words: string[]) {
  const story = openStory(book, Date.parse('2026-11-23T09:00:00+07:00'));
  const said = words.map((citizen) => story.act({ citizen }));
  return {
    last: said
      .at(-1)!
      .bot.map(({ text }) => text)
      .join('\n'),
    ends: story.ends(),
  };
}

describe('a tố cáo that concerns all who could read it', () => {
  it('is sent to the reception board of the city instead, and no case is opened', () => {
    const { last, ends } = say('Xin chào', 'đồng ý', 'tố cáo', 'ông Kiên và bà Dung', 'đã đủ');
    expect(last).toContain('Ban Tiếp công dân thành phố Hải Phòng');
    expect(ends).toMatchObject({ at: [], cases: [] });
  });

  it('is still taken where the leader is left to read it', () => {
    expect(say('Xin chào', 'đồng ý', 'tố cáo', 'bà Dung', 'đã đủ').ends.at).toEqual(['to-cao/tiep-tuc']);
  });
});
