import type { Blobs } from '../documents';
import type { KeyRing } from './key-ring';
import { SealBroken, sealBytes, unsealBytes } from './seal';

/** Files, sealed with the data key of the conversation that they came in. */
export type FileStore = {
  put(id: string, content: Uint8Array, conversationId: string): Promise<void>;
  /** @returns undefined where there is none, or its key was destroyed. @throws SealBroken */
  get(id: string): Promise<Uint8Array | undefined>;
  delete(id: string): Promise<void>;
};

/** Stands before the sealed bytes, with the key's id behind it. */
const MARK = Buffer.from('TNF1');
const KEY_ID_BYTES = 16;

export function sealedBlobs(inner: Blobs, ring: KeyRing): FileStore {
  return {
    put: async (id, content, conversationId) => {
      const taken = Buffer.from(content);
      const key = (await ring.current([conversationId])).get(conversationId);
      if (key?.id.length !== KEY_ID_BYTES) throw new Error('a key was not loaded');
      await inner.put(id, Buffer.concat([MARK, Buffer.from(key.id), sealBytes(key, placeOf(id), taken)]));
    },
    get: async (id) => {
      const content = await inner.get(id);
      if (!content) return undefined;
      const keyId = keyIdOfBlob(content);
      if (keyId === undefined)
        throw new SealBroken(`The file ${id} is not sealed: somebody else put it there.`);
      const key = (await ring.byId([keyId])).get(keyId);
      return key && unsealBytes(key, placeOf(id), content.subarray(MARK.length + KEY_ID_BYTES));
    },
    delete: (id) => inner.delete(id),
  };
}

/** Undefined for a file that is not sealed. */
export function keyIdOfBlob(content: Uint8Array): string | undefined {
  const head = Buffer.from(content.subarray(0, MARK.length + KEY_ID_BYTES)).toString('latin1');
  return /^TNF1([A-Za-z0-9_-]{16})$/.exec(head)?.[1];
}

const placeOf = (id: string) => ['files', id, 'content'];
