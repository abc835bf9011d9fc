import { join } from 'node:path';
import type { Clock } from '../clock';
import { foldWords } from '../language/fold';
import { makeDataDir } from './make-data-dir';
import { openCollections, type Collections } from './open-collections';
import { openSqliteDocuments } from './sqlite/open-sqlite-documents';

export type OpenStore = { readonly store: Collections; readonly close: () => Promise<void> };

/** The embedded store: one data file in the data folder, made where it is missing. @throws StoreRefused */
export async function openStore(deps: { readonly clock: Clock }, dataDir: string): Promise<OpenStore> {
  makeDataDir(dataDir);
  const documents = openSqliteDocuments({ ...deps, foldWords }, join(dataDir, 'tiep-nhan.sqlite'));
  try {
    return { store: await openCollections(documents), close: () => documents.close() };
  } catch (error) {
    await documents.close();
    throw error;
  }
}
