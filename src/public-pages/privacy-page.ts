import type { Department } from '../conversation/department';
import { departmentFacts, spacePhone } from '../conversation/department-facts';
import { fillTemplate } from '../conversation/fill-template';
import { escape, paragraph, showPage } from './show-page';

/** What happens to citizens' data, in the department's own words, and whom to ask. */
export function privacyPage(department: Department): string {
  const facts = departmentFacts(department);
  const fill = (text: string) => fillTemplate(text, (name) => facts[name] ?? `{${name}}`);
  const sections = department.privacy?.sections ?? [];
  const body = [
    ...(department.privacy ? [paragraph(`Áp dụng từ ngày ${department.privacy.since}.`)] : []),
    ...sections.map(({ title, text }) => `<h2>${escape(fill(title))}</h2>\n${paragraph(fill(text))}`),
    contactOf(department),
  ];
  return showPage('Thông báo về dữ liệu cá nhân', body.join('\n'));
}

/** On every page that a citizen may come to with a question. */
export function contactOf({ name, reception, hotlines, hours, page }: Department): string {
  const phones = hotlines.map((line) => `${line.position}: ${spacePhone(line.phone)}`);
  return `<footer>${[
    paragraph(name),
    paragraph(`${reception.place}\n${reception.address}\nGiờ tiếp: ${hours.office}`),
    `<ul>${phones.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>`,
    `<p><a href="${escape(page.url)}">${escape(page.name)}</a></p>`,
  ].join('\n')}</footer>`;
}
