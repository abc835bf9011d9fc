import type { Department } from './department';

/** What texts may say about the department, by the names that templates use. */
export function departmentFacts(department: Department): Readonly<Record<string, string>> {
  const { page, reception, hours } = department;
  return {
    'so.ten': department.name,
    'so.ten-ngan': department['short-name'],
    'so.trang': page.name,
    'so.trang-url': page.url,
    'so.duong-day-nong': department.hotlines.map((line) => `- ${contactLine(line)}`).join('\n'),
    'so.can-bo-truc': contactLine(department.duty),
    'so.noi-tiep': reception.place,
    'so.dia-chi': reception.address,
    'so.gio': hours.office,
    'so.ngoai-gio': hours['out-of-hours'],
    'so.rieng-tu': department['privacy-url'],
  };
}

const contactLine = ({ name, position, phone }: Department['duty']) =>
  `${name}, ${position}: ${spacePhone(phone)}`;

/** 0989368885 -> 0989 368 885 */
export const spacePhone = (phone: string) => phone.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3');
