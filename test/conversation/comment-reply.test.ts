import { readYaml } from '../../src/conversation/read-yaml';
import { department } from '../../src/conversation/department';

const shape = department.pick({ 'comment-reply': true });
const findingsOf = (words: string) => {
  const read = readYaml('department.yaml', `comment-reply: ${JSON.stringify(words)}`, shape);
  return 'findings' in read ? read.findings.map(({ what, mend }) => `${what} ${mend}`) : [];
};

test('the answer to comments may say anything but what it is about', () => {
  expect(findingsOf('Chào Anh/Chị, xin nhắn tin cho trang.')).toEqual([]);
  expect(findingsOf('')).toHaveLength(1);
  expect(findingsOf('Muốn TỐ CÁO, xin nhắn tin.')).toEqual([expect.stringContaining('không được nhắc đến')]);
  expect(findingsOf('muon to cao thi nhan tin')).toHaveLength(1);
  expect(findingsOf('a'.repeat(601))).toEqual([expect.stringContaining('600')]);
});
