import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/clock';
import type { CollectionSpec } from '../../../src/store/documents';
import { keysApart } from '../../../src/store/sealing/keys-apart';
import { type SealedDocuments, sealedDocuments } from '../../../src/store/sealing/sealed-documents';
import { openSqliteDocuments } from '../../../src/store/sqlite/open-sqlite-documents';
import { documentsContract } from '../documents-contract';
import { openMongo } from '../../../src/store/mongo/open-mongo';
import { besideStore, dropDatabase, freshDatabase } from '../../support/fresh-database';
import { mongodbUrl, onServices } from '../../support/services';
import { settingsFor } from '../../support/store-settings';

documentsContract('Sealed documents in SQLite', async (specs) => {
  const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
  let now = Date.UTC(2026, 0, 5);
  const clock = { now: () => now };
  const start = async (wanted: readonly CollectionSpec[]): Promise<SealedDocuments> => {
    const apart = keysApart(
      openSqliteDocuments({ clock }, join(folder, 'data.sqlite')),
      openSqliteDocuments({ clock }, join(folder, 'keys.sqlite')),
    );
    const documents = sealedDocuments(apart, { clock }, settingsFor(folder));
    await documents.open(wanted);
    return documents;
  };
  let documents = await start(specs);
  return {
    documents,
    pass: async (ms) => void (now += ms),
    reopen: async (wanted = specs) => {
      await documents.close();
      return (documents = await start(wanted));
    },
    cleanup: async () => {
      await documents.close();
      rmSync(folder, { recursive: true });
    },
  };
});

onServices('On services', () => {
  documentsContract('Sealed documents in MongoDB', async (specs) => {
    const url = freshDatabase(mongodbUrl ?? '');
    const start = async (wanted: readonly CollectionSpec[]): Promise<SealedDocuments> => {
      const { documents } = await openMongo(url);
      const sealed = sealedDocuments(documents, { clock: systemClock }, settingsFor(''));
      await sealed.open(wanted);
      return sealed;
    };
    let documents = await start(specs);
    return {
      documents,
      pass: (ms) =>
        besideStore(url, async (connection) => {
          const rows = connection.collection('notes');
          await rows.updateMany({ 'lease.until': { $gt: 0 } }, { $inc: { 'lease.until': -ms } });
        }),
      reopen: async (wanted = specs) => {
        await documents.close();
        return (documents = await start(wanted));
      },
      cleanup: async () => {
        await documents.close();
        await dropDatabase(url);
      },
    };
  });
});
