import type { Exclusion, Role } from '../cases/case';
import { fold } from '../language/fold';
import type { Answers } from './answer';
import type { Department } from './department';

/** One of those who receive, whom a tố cáo may concern. */
export type Receiver = Department['duty'] & { readonly id: string; readonly short: string };

/** Those whom the notice names as receivers, each once. */
export function receiversOf({ hotlines, duty }: Department): readonly Receiver[] {
  const named = [...hotlines, duty].map((contact) => ({
    ...contact,
    id: fold(contact.name).replace(/[^a-z0-9]+/g, '-'),
  }));
  const once = named.filter(({ id }, at) => named.findIndex((other) => other.id === id) === at);
  return once.map((one) => ({ ...one, short: shortest(one.name, once) }));
}

/** "Ông Kiên", or with as many names more as it takes to tell him from the others. */
function shortest(name: string, all: readonly { readonly name: string }[]): string {
  const last = (full: string, count: number) => full.split(' ').slice(-count).join(' ');
  const [title = '', ...rest] = name.split(' ');
  const count = rest.findIndex((_, at) => {
    const given = last(name, at + 1);
    return all.every((other) => other.name === name || last(other.name, at + 1) !== given);
  });
  const short = `${title} ${last(name, count + 1)}`;
  return count >= 0 && short.length <= 20 ? short : Array.from(name).slice(0, 20).join('');
}

/**
 * Whom a case must go round by what the citizen answered. "Không rõ" goes round all of them. A person whose accounts
 * are not known takes the whole role along: better one officer too few than the one whom it is about.
 */
export function excludedBy(answers: Answers, department: Department): Exclusion | undefined {
  const given = Object.values(answers).find((answer) => answer.type === 'receivers');
  if (!given || given.who === 'khong') return undefined;
  return exclusionOf(
    receiversOf(department).filter(({ id }) => given.who === 'khong-ro' || given.ids.includes(id)),
  );
}

/** Where one who reads tố cáo is concerned, none of them reads it: the leader does, see `may`. */
export function exclusionOf(concerned: readonly Receiver[]): Exclusion {
  const roles = concerned.flatMap(({ role, accounts }): Role[] =>
    role && (!accounts || role === 'denunciation-officer') ? [role] : [],
  );
  return {
    accounts: [...new Set(concerned.flatMap(({ accounts }) => accounts ?? []))],
    roles: [...new Set(roles)],
  };
}
