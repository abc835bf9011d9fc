import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectionSpec, Doc, Documents } from '../../../src/store/documents';
import { keysApart } from '../../../src/store/sealing/keys-apart';
import { storedSpecs } from '../../../src/store/sealing/open-sealing';
import { type SealedDocuments, sealedDocuments } from '../../../src/store/sealing/sealed-documents';
import { openSqliteDocuments } from '../../../src/store/sqlite/open-sqlite-documents';

export const masterKey = Buffer.from('00112233445566778899aabbccddeeff'.repeat(2), 'hex');
export const newMasterKey = Buffer.from('ffeeddccbbaa99887766554433221100'.repeat(2), 'hex');

export type Letter = Doc & { readonly [field: string]: unknown };

export const letters: CollectionSpec = {
  name: 'letters',
  indexes: [['state']],
  sealed: { fields: ['text', 'name'], keyOf: 'owner', erased: { text: '(đã hủy)', name: null } },
  searched: (doc: Letter) => (typeof doc.text === 'string' ? doc.text.split(' ') : []),
  searchedIn: ['text'],
};

export const drafts: CollectionSpec = {
  name: 'drafts',
  indexes: [['state']],
  sealed: { fields: ['text'], keyOf: 'owner' },
};

export const specs = [letters, drafts];

export type SealedFolder = {
  readonly folder: string;
  readonly clock: { now: () => number; pass: (ms: number) => void };
  /** Sealed documents on the folder's files; closed by `cleanup` at the latest. */
  open(settings?: Partial<{ masterKey: Buffer; previousMasterKey: Buffer }>): Promise<SealedDocuments>;
  /** The same files as a thief or a backup sees them. */
  raw(): Promise<Documents>;
  cleanup(): Promise<void>;
};

/** A folder with a data file and a file of keys. */
export function sealedFolder(): SealedFolder {
  const folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  let now = Date.UTC(2026, 10, 24);
  const clock = { now: () => now, pass: (ms: number) => void (now += ms) };
  const opened: Documents[] = [];
  const files = (): Documents =>
    keysApart(
      openSqliteDocuments({ clock }, join(folder, 'data.sqlite')),
      openSqliteDocuments({ clock }, join(folder, 'keys.sqlite')),
    );
  return {
    folder,
    clock,
    open: async (settings = {}) => {
      const documents = sealedDocuments(
        files(),
        { clock },
        { masterKey, previousMasterKey: undefined, ...settings },
      );
      opened.push(documents);
      try {
        await documents.open(specs);
      } catch (error) {
        await documents.close();
        throw error;
      }
      return documents;
    },
    raw: async () => {
      const documents = files();
      opened.push(documents);
      await documents.open(storedSpecs(specs));
      return documents;
    },
    cleanup: async () => {
      for (const documents of opened) await documents.close();
      rmSync(folder, { recursive: true });
    },
  };
}
