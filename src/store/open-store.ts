import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock';
import { foldWords } from '../language/fold';
import { openCollections, type Collections } from './open-collections';
import { openSqliteDocuments } from './sqlite/open-sqlite-documents';
import { StoreRefused } from './store-refused';

export type OpenStore = { readonly store: Collections; readonly close: () => Promise<void> };

/** The embedded store: one data file in the data folder, made where it is missing. @throws StoreRefused */
export async function openStore(deps: { readonly clock: Clock }, dataDir: string): Promise<OpenStore> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new StoreRefused(
      `DATA_DIR ${dataDir} cannot be made (${code}): make its parent writable, or name another folder.`,
    );
  }
  const documents = openSqliteDocuments({ ...deps, foldWords }, join(dataDir, 'tiep-nhan.sqlite'));
  try {
    return { store: await openCollections(documents), close: () => documents.close() };
  } catch (error) {
    await documents.close();
    throw error;
  }
}
