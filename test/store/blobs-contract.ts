import { randomBytes } from 'node:crypto';
import type { Blobs } from '../../src/store/documents';

export type BlobsUnderTest = {
  readonly blobs: Blobs;
  readonly reopen: () => Promise<Blobs>;
  readonly cleanup: () => Promise<void>;
};

/** What every Blobs adapter has to do. `open` gives an empty one for each call. */
export function blobsContract(name: string, open: () => Promise<BlobsUnderTest>): void {
  describe(`${name}, as Blobs`, () => {
    let opened: BlobsUnderTest;
    let blobs: Blobs;

    beforeEach(async () => {
      opened = await open();
      blobs = opened.blobs;
    });
    afterEach(() => opened.cleanup());

    const bytes = async (id: string) => {
      const content = await blobs.get(id);
      return content && Buffer.from(content);
    };

    it.each([0, 1, 3_000_000])(
      'gives back %d bytes just as they were put, also after a restart',
      async (length) => {
        const content = randomBytes(length);
        await blobs.put('Tep_1-a', content);
        expect((await bytes('Tep_1-a'))?.equals(content)).toBe(true);
        blobs = await opened.reopen();
        expect((await bytes('Tep_1-a'))?.equals(content)).toBe(true);
      },
    );

    it('knows nothing of what was never put or was deleted', async () => {
      await blobs.put('a', Buffer.from('x'));
      await blobs.delete('a');
      await blobs.delete('a');
      expect(await blobs.get('a')).toBeUndefined();
      expect(await blobs.get('b')).toBeUndefined();
    });

    it('replaces a content as a whole, also when many put at once', async () => {
      const contents = Array.from({ length: 8 }, (_, at) => Buffer.alloc(50_000, at));
      await Promise.all(contents.map((content) => blobs.put('same', content)));
      const found = await bytes('same');
      expect(contents.filter((content) => found?.equals(content))).toHaveLength(1);
    });

    it('keeps ids apart that differ by case only', async () => {
      await blobs.put('ab', Buffer.from('small'));
      await blobs.put('AB', Buffer.from('large'));
      expect(String(await bytes('ab'))).toBe('small');
      expect(String(await bytes('AB'))).toBe('large');
    });

    it.each(['', '.', '..', '../x', 'a/b', 'a\\b', 'a\0', 'đ', 'a b', 'a.png', 'x'.repeat(201)])(
      'refuses the id %j',
      async (id) => {
        await expect(blobs.put(id, Buffer.from('x'))).rejects.toThrow(/id of a file/);
        await expect(blobs.get(id)).rejects.toThrow(/id of a file/);
        await expect(blobs.delete(id)).rejects.toThrow(/id of a file/);
      },
    );
  });
}
