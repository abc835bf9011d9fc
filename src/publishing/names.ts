import { DEPARTMENT_FILE, PHRASES_FILE } from '../conversation/check-flow';
import type { FlowKind } from '../store/flows';

/** Under these names the phrases and the department's data are published; no flow can be called so. */
export const PHRASES = '!phrases';
export const DEPARTMENT = '!department';

export const kindOf = (name: string): FlowKind =>
  name === PHRASES ? 'phrases' : name === DEPARTMENT ? 'department' : 'flow';

/** The file that a name has in `flows/`. */
export const fileOf = (name: string): string =>
  name === PHRASES ? PHRASES_FILE : name === DEPARTMENT ? DEPARTMENT_FILE : `${name}.yaml`;
