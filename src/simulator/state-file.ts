import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { applyRecord, emptyState, snapshot, type State, type StateRecord } from './state';

export type StateFile = {
  readonly state: State;
  readonly append: (record: StateRecord) => void;
  readonly close: () => void;
};

/**
 * One JSON record a line, appended before anything is told to anyone. Opening reads it, leaves out a last line that a crash
 * cut short, and rewrites the file without the webhooks that are done.
 */
export function openStateFile(path: string): StateFile {
  const state = emptyState();
  if (existsSync(path)) {
    for (const record of readRecords(path)) applyRecord(state, record);
  }
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.new`;
  writeFileSync(fresh, [...snapshot(state)].map((record) => JSON.stringify(record) + '\n').join(''), {
    mode: 0o600,
  });
  renameSync(fresh, path);
  const file = openSync(path, 'a', 0o600);
  let open = true;
  return {
    state,
    append(record) {
      if (open) writeSync(file, JSON.stringify(record) + '\n');
    },
    close() {
      if (open) closeSync(file);
      open = false;
    },
  };
}

function readRecords(path: string): StateRecord[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const last = lines.length - 1;
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as StateRecord];
    } catch (cause) {
      // Only the end of the file can be torn; damage further up would silently lose what people wrote.
      if (index === last) return [];
      throw new Error(
        `Line ${index + 1} of the simulator's state file ${path} is damaged. Mend the line, or delete the file to start afresh.`,
        { cause },
      );
    }
  });
}

export type FileContents = {
  readonly put: (id: string, content: Uint8Array) => void;
  readonly get: (id: string) => Uint8Array | undefined;
};

/** Photos and papers: in a folder beside the state file, or in memory. */
export function openFileContents(stateFile: string | undefined): FileContents {
  if (stateFile === undefined) {
    const contents = new Map<string, Uint8Array>();
    return { put: (id, content) => void contents.set(id, content), get: (id) => contents.get(id) };
  }
  const folder = `${stateFile}.files`;
  mkdirSync(folder, { recursive: true });
  return {
    put: (id, content) => writeFileSync(`${folder}/${id}`, content, { mode: 0o600 }),
    get: (id) => (existsSync(`${folder}/${id}`) ? readFileSync(`${folder}/${id}`) : undefined),
  };
}
