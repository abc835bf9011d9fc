import type { FlowIn } from './finding';
import { kinds } from '../cases/case';
import { nameOf } from './steps/ask';

/** Of one answer: who asks for it, and which values a condition may compare it with. */
export type KnownAnswer = {
  readonly asked: boolean;
  readonly values: ReadonlySet<string>;
};

/** What steps tell the texts that come after them, beside what citizens answer. */
const facts = {
  'open-case': ['ho-so.ma', 'ho-so.gio', 'ho-so.ngay', 'ho-so.han'],
  refer: ['noi-khac.ten', 'noi-khac.goi'],
  'look-up': ['tra-cuu.ma', 'tra-cuu.trang-thai', 'tra-cuu.ngay', 'tra-cuu.han'],
  'list-cases': ['dong.ma', 'dong.loai', 'dong.gui', 'dong.trang-thai', 'dong.han'],
  'own-case': ['ho-so-nay.ma'],
} as const;

/** Every name that an answer may have, over all flows: answers are shared between a flow and those it calls. */
export function knownAnswers(flows: readonly FlowIn[]): ReadonlyMap<string, KnownAnswer> {
  const known = new Map<string, KnownAnswer>();
  const learn = (name: string, asked: boolean, values: readonly string[]) => {
    const before = known.get(name);
    known.set(name, {
      asked: asked || (before?.asked ?? false),
      values: new Set([...(before?.values ?? []), ...values]),
    });
  };
  for (const step of flows.flatMap(({ flow }) => flow.steps)) {
    if (step.type === 'set') learn(step.answer, false, [step.value]);
    if (step.type in facts) facts[step.type as keyof typeof facts].forEach((name) => learn(name, false, []));
    if (step.type === 'own-case') learn('ho-so-nay.loai', false, kinds);
    if (step.type !== 'ask') continue;
    const own =
      step.answer === 'choice'
        ? step.choices.map(({ value }) => value)
        : step.answer === 'yes-no'
          ? ['co', 'khong']
          : step.answer === 'receivers'
            ? ['khong', 'co', 'khong-ro', 'khong-con-ai']
            : [];
    learn(nameOf(step), true, [...own, ...(step.optional ? ['bo-qua'] : [])]);
  }
  return known;
}
