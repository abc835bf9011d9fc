import type { Flow } from './flow';

/** One thing that is wrong with a flow file, and how to mend it. */
export type Finding = {
  readonly file: string;
  /** The flow's id; empty where the file could not even be read that far. */
  readonly flow: string;
  readonly step?: string;
  /** Counted from 1, where it is known. */
  readonly line?: number;
  readonly what: string;
  readonly mend: string;
};

/** A flow with the name of the file that it stands in. */
export type FlowIn = {
  readonly file: string;
  readonly flow: Flow;
  /** The line on which each step begins, by step id. */
  readonly lines?: ReadonlyMap<string, number>;
};

/** `phan-anh.yaml:12, bước noi-dung: ... Cách sửa: ...` */
export function showFinding({ file, step, line, what, mend }: Finding): string {
  const place = [`${file}${line === undefined ? '' : `:${line}`}`, step === undefined ? '' : `bước ${step}`];
  const where = place.filter(Boolean).join(', ');
  return `${where}${where && ': '}${what}. Cách sửa: ${mend}${mend.endsWith('?') ? '' : '.'}`.replace(
    /\s+/g,
    ' ',
  );
}

export const findingIn = (
  { file, flow, lines }: FlowIn,
  step: string | undefined,
  what: string,
  mend: string,
): Finding => {
  const line = step === undefined ? undefined : lines?.get(step);
  return {
    file,
    flow: flow.id,
    ...(step !== undefined && { step }),
    ...(line !== undefined && { line }),
    what,
    mend,
  };
};
