import { later as inTheBackground, type Later } from '../../later';
import type { Blobs, Documents } from '../documents';
import { callsUnderWay } from './calls';
import { checkServer } from './check-server';
import { addressOf, brisk, connect, opening } from './connect';
import { checkFormat } from './data-format';
import { gridBlobs } from './grid-blobs';
import type { FillingLog } from './keep-filling';
import { mongoDocuments } from './mongo-documents';

/**
 * Documents and files in one MongoDB database, for any number of processes. Closing the documents closes both.
 * @throws StoreRefused when a person has to mend something first
 */
export async function openMongo(
  url: string,
  {
    later = inTheBackground,
    log = quiet,
  }: { readonly later?: Later; readonly log?: FillingLog | undefined } = {},
): Promise<{ documents: Documents; blobs: Blobs }> {
  const address = addressOf(url);
  return opening(address, async (patiently) => {
    await checkServer(patiently, address);
    await checkFormat(patiently.database, address.database);
    const connected = await connect(address, brisk);
    const calls = callsUnderWay();
    try {
      return {
        documents: mongoDocuments({ connected, calls, address, later, log }),
        blobs: await gridBlobs({ connected, calls }),
      };
    } catch (error) {
      await connected.close();
      throw error;
    }
  });
}

const quiet: FillingLog = { warn: () => undefined };
