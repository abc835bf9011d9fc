import { fillTemplate } from './fill-template';
import type { FlowBook } from './flow-book';

/** What an officer may send to a citizen's phone about a case: that there is news, never what it is. */
export const newsBySms = ({ phrases, facts }: FlowBook, code: string): string =>
  fillTemplate(phrases['sms-news'], (name) => (name === 'ma' ? code : facts[name]));
