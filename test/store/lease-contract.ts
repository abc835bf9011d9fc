import type { Doc, Lease } from '../../src/store/documents';
import type { StoreUnderTest } from './documents-contract';

/** How leases have to be given, prolonged, given back and fenced off. */
export function leaseContract(store: () => StoreUnderTest): void {
  const insert = () => store().documents.insertIfAbsent('notes', [{ id: 'a', text: 'x', label: 'l' } as Doc]);
  const take = (ms = 30_000, epoch?: number) => store().documents.lease('notes', 'a', ms, epoch);
  const taken = async (ms?: number): Promise<Lease> => {
    const lease = await take(ms);
    if (typeof lease === 'string') throw new Error(`expected a lease, got "${lease}"`);
    return lease;
  };

  it('gives a lease with the document and its version, to one holder at a time', async () => {
    await insert();
    const tries = await Promise.all([take(), take(), take()]);
    expect(tries.filter((lease) => lease === 'held')).toHaveLength(2);
    expect(tries.find((lease) => lease !== 'held')).toMatchObject({
      doc: { id: 'a', text: 'x' },
      version: 1,
    });
    expect(await store().documents.lease('notes', 'b', 1000)).toBe('absent');
  });

  it('gives the lease again after its time or its release, always with a higher epoch', async () => {
    await insert();
    const first = await taken(30_000);
    await store().pass(29_000);
    expect(await take()).toBe('held');
    await store().pass(1_001);
    const second = await taken();
    expect(second.epoch).toBeGreaterThan(first.epoch);
    await store().documents.release('notes', 'a', first.epoch);
    expect(await take()).toBe('held');
    await store().documents.release('notes', 'a', second.epoch);
    expect((await taken()).epoch).toBeGreaterThan(second.epoch);
  });

  it('prolongs the newest lease even when it ran out, but no older one and none that was released', async () => {
    await insert();
    const { epoch } = await taken(30_000);
    await store().pass(20_000);
    expect(await take(30_000, epoch)).toMatchObject({ epoch, doc: { id: 'a' } });
    await store().pass(20_000);
    expect(await take()).toBe('held');
    await store().pass(20_000);
    expect(await take(30_000, epoch)).toMatchObject({ epoch });
    await store().documents.release('notes', 'a', epoch);
    expect(await take(30_000, epoch)).toBe('held');
    await taken();
    expect(await take(30_000, epoch)).toBe('held');
  });

  it('leaves the version as it is when a lease is taken, prolonged and released', async () => {
    await insert();
    const { epoch } = await taken();
    await take(30_000, epoch);
    await store().documents.release('notes', 'a', epoch);
    expect((await store().documents.get('notes', 'a'))?.version).toBe(1);
  });

  it('turns away the replacement of a holder that slept through its time', async () => {
    await insert();
    const slow = await taken(1_000);
    await store().pass(1_001);
    const quick = await taken();
    const { documents } = store();
    const doc = { id: 'a', text: 'new' } as Doc;
    expect(await documents.replace('notes', doc, { version: 1, epoch: slow.epoch })).toBe(false);
    expect(await documents.replace('notes', doc, { version: 1, epoch: quick.epoch })).toBe(true);
    expect(await documents.replace('notes', doc, { version: 1, epoch: quick.epoch })).toBe(false);
    expect(await documents.get('notes', 'a')).toMatchObject({ doc, version: 2 });
  });

  it('gives the lease back with the write that ends the work, which only the newest holder may do', async () => {
    await insert();
    const slow = await taken(1_000);
    await store().pass(1_001);
    const { epoch } = await taken(60_000);
    const { documents } = store();
    const set = { label: undefined, status: 'done' };
    expect(await documents.release('notes', 'a', slow.epoch, set)).toBe(false);
    expect(await documents.get('notes', 'a')).toMatchObject({ doc: { id: 'a', text: 'x' }, version: 1 });
    expect(await documents.lease('notes', 'a', 1000)).toBe('held');
    expect(await documents.release('notes', 'a', epoch, set)).toBe(true);
    expect((await documents.get('notes', 'a'))?.doc).toEqual({ id: 'a', text: 'x', status: 'done' });
    expect(await documents.count('notes', { status: 'done' })).toBe(1);
    expect(await documents.lease('notes', 'a', 1000, epoch)).toBe('held');
    const next = await taken();
    expect(next).toMatchObject({ doc: { id: 'a', status: 'done' }, version: 2 });
    expect(next.epoch).toBeGreaterThan(epoch);
  });

  it('turns away the holder of a document that was deleted and made anew', async () => {
    await insert();
    const old = await taken(1_000);
    await store().documents.delete('notes', 'a');
    await insert();
    await store().pass(1_001);
    const { epoch } = await taken();
    expect(epoch).toBeGreaterThan(old.epoch);
    expect(await store().documents.replace('notes', { id: 'a' }, { version: 1, epoch: old.epoch })).toBe(
      false,
    );
  });

  it('keeps leases over a restart', async () => {
    await insert();
    const { epoch } = await taken();
    const documents = await store().reopen();
    expect(await documents.lease('notes', 'a', 1000)).toBe('held');
    expect(await documents.lease('notes', 'a', 1000, epoch)).toMatchObject({ epoch });
    await documents.release('notes', 'a', epoch);
  });

  it('refuses leases where the collection declares none', async () => {
    const { documents } = store();
    await documents.insertIfAbsent('plain', [{ id: 'a' }]);
    await expect(documents.lease('plain', 'a', 1000)).rejects.toThrow(/leased/);
    await expect(documents.release('plain', 'a', 1)).rejects.toThrow(/leased/);
    await expect(documents.replace('plain', { id: 'a' }, { version: 1, epoch: 1 })).rejects.toThrow(/leased/);
  });
}
