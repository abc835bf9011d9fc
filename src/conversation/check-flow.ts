import { checkLaws } from './check-laws';
import { checkLimits, checkPhraseLimits } from './check-limits';
import { checkLoops } from './check-loops';
import { checkNames, checkPhraseNames } from './check-names';
import { checkOwnCases } from './check-own-cases';
import { checkReach } from './check-reach';
import { checkSecrets } from './check-secrets';
import { checkTargets } from './check-targets';
import { checkPhraseWords, checkWords } from './check-words';
import type { Finding, FlowIn } from './finding';
import { department as departmentShape, flow as flowShape, phrases as phrasesShape } from './flow';
import type { Department, Flow, Phrases } from './flow';
import { readYaml } from './read-yaml';

export { showFinding, type Finding, type FlowIn } from './finding';

/** A file of the flows' folder: its name without the folder, and what stands in it. */
export type FlowFile = { readonly file: string; readonly text: string };

export const PHRASES_FILE = 'phrases.yaml';
export const DEPARTMENT_FILE = 'department.yaml';

/** Reads one flow file. What is wrong with its shape is said with step, path and line. */
export function readFlow(file: string, text: string): FlowIn | { readonly findings: readonly Finding[] } {
  const read = readYaml(file, text, flowShape);
  if ('findings' in read) return read;
  const { value: flow, lineOf } = read;
  const lines = flow.steps.map(({ id }, at) => [id, lineOf(['steps', at, 'id'])] as const);
  const known = lines.flatMap(([id, line]) => (line === undefined ? [] : [[id, line] as const]));
  return { file, flow, lines: new Map(known) };
}

/**
 * All that is wrong with flows that belong together: on load, in the editor, before publishing. Looks at roads first;
 * where they are broken, what could only follow from that is not said as well.
 */
export function checkFlows(flows: readonly FlowIn[], phrases: Phrases, department: Department): Finding[] {
  const targets = checkTargets(flows);
  const broken = new Set(targets.map(({ file }) => file));
  return [
    ...targets,
    ...flows.filter(({ file }) => !broken.has(file)).flatMap(checkReach),
    ...(targets.length === 0 ? checkLoops(flows) : []),
    ...checkNames(flows, department),
    ...checkLimits(flows, phrases, department),
    ...checkWords(flows, phrases),
    ...checkLaws(flows),
    ...checkSecrets(flows),
    ...checkOwnCases(flows),
  ];
}

/** All that is wrong with the sentences that belong to no flow. */
export const checkPhrases = (file: string, phrases: Phrases, department: Department): Finding[] => [
  ...checkPhraseNames(file, phrases, department),
  ...checkPhraseLimits(file, phrases),
  ...checkPhraseWords(file, phrases),
];

/** What a whole folder says, once it is read and found sound. */
export type ReadFlows = {
  readonly flows: readonly Flow[];
  readonly phrases: Phrases;
  readonly department: Department;
  /** The file that each flow was read from, by the flow's id. */
  readonly files: ReadonlyMap<string, string>;
};

/** Reads and checks a whole folder: flows, phrases, department. */
export function readFlows(files: readonly FlowFile[]): ReadFlows | { readonly findings: readonly Finding[] } {
  const textOf = (name: string) => files.find(({ file }) => file === name)?.text;
  const missing = [PHRASES_FILE, DEPARTMENT_FILE].filter((name) => textOf(name) === undefined);
  if (missing.length > 0)
    return { findings: missing.map((file) => ofFile(file, 'chưa có tệp này', 'đặt lại tệp này')) };

  const phrases = readYaml(PHRASES_FILE, textOf(PHRASES_FILE) ?? '', phrasesShape);
  const department = readYaml(DEPARTMENT_FILE, textOf(DEPARTMENT_FILE) ?? '', departmentShape);
  const read = files
    .filter(({ file }) => file !== PHRASES_FILE && file !== DEPARTMENT_FILE)
    .map(({ file, text }) => readFlow(file, text));
  const unread = [phrases, department, ...read].flatMap((each) => ('findings' in each ? each.findings : []));
  if (unread.length > 0 || 'findings' in phrases || 'findings' in department) return { findings: unread };

  const flows = read.filter((each) => 'flow' in each);
  if (flows.length === 0)
    return { findings: [ofFile('', 'chưa có luồng nào', 'đặt lại các luồng có sẵn của hệ thống')] };
  const found = [
    ...checkPhrases(PHRASES_FILE, phrases.value, department.value),
    ...checkFlows(flows, phrases.value, department.value),
  ];
  if (found.length > 0) return { findings: found };
  return {
    flows: flows.map(({ flow }) => flow),
    phrases: phrases.value,
    department: department.value,
    files: new Map(flows.map(({ file, flow }) => [flow.id, file])),
  };
}

const ofFile = (file: string, what: string, mend: string): Finding => ({ file, flow: '', what, mend });
