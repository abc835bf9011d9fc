import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFlows, showFinding, type FlowFile } from '../../src/conversation/check-flow';
import { makeFlowBook, type FlowBook } from '../../src/conversation/flow-book';

const folder = join(__dirname, '../../flows');

/** The files that ship, as an admin finds them. */
export const shippedFiles = (): FlowFile[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

/** What ships, read and checked. @throws with all findings when something is wrong with it */
export function shippedFlows() {
  const read = readFlows(shippedFiles());
  if ('findings' in read) throw new Error(read.findings.map(showFinding).join('\n'));
  return read;
}

/** What ships, published once as version 1. */
export function shippedBook(): FlowBook {
  const { flows, phrases, department } = shippedFlows();
  return makeFlowBook(
    flows.map((flow) => ({ flow, number: 1 })),
    phrases,
    department,
  );
}
