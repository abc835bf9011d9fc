import fc from 'fast-check';
import type { Documents } from '../../src/store/documents';
import type { Note } from './documents-contract';

/** Something that is asked of the store. */
export type Act =
  | { readonly type: 'insert'; readonly ids: readonly string[]; readonly value: unknown }
  | { readonly type: 'replace'; readonly id: string; readonly value: unknown; readonly version: number }
  | { readonly type: 'update'; readonly id: string; readonly value: unknown; readonly where?: number | null }
  | { readonly type: 'updateMany'; readonly ids: readonly string[]; readonly value: unknown }
  | { readonly type: 'delete'; readonly id: string; readonly where?: number | null };

const anyId = fc.constantFrom('a', 'b', 'c\0', '__proto__');
const anyIds = fc.array(anyId, { maxLength: 4 });
const anyValue = fc.constantFrom(0, 1, null, undefined, 'v');
const anyWhere = fc.option(fc.constantFrom(0, 1, null), { nil: undefined });

export const anyActs: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('insert' as const), ids: anyIds, value: anyValue }),
    fc.record({
      type: fc.constant('replace' as const),
      id: anyId,
      value: anyValue,
      version: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({ type: fc.constant('update' as const), id: anyId, value: anyValue, where: anyWhere }),
    fc.record({ type: fc.constant('updateMany' as const), ids: anyIds, value: anyValue }),
    fc.record({ type: fc.constant('delete' as const), id: anyId, where: anyWhere }),
  ),
  { maxLength: 25 },
);

const note = (id: string, value: unknown): Note => ({ id, value });
const filter = (where: number | null | undefined) => (where === undefined ? undefined : { value: where });

export function actOnStore(documents: Documents, act: Act): Promise<unknown> {
  switch (act.type) {
    case 'insert':
      return documents.insertIfAbsent(
        'notes',
        act.ids.map((id) => note(id, act.value)),
      );
    case 'replace':
      return documents.replace('notes', note(act.id, act.value), { version: act.version });
    case 'update':
      return documents.update('notes', act.id, { value: act.value }, filter(act.where));
    case 'updateMany':
      return documents.updateMany('notes', act.ids, { value: act.value });
    case 'delete':
      return documents.delete('notes', act.id, filter(act.where));
  }
}

type Model = Map<string, { value: unknown; version: number }>;

function actOnModel(model: Model, act: Act): unknown {
  const set = (id: string, where?: number | null) => {
    const found = model.get(id);
    if (!found || (where !== undefined && (found.value ?? null) !== where)) return false;
    model.set(id, { value: act.type === 'delete' ? null : act.value, version: found.version + 1 });
    return true;
  };
  switch (act.type) {
    case 'insert':
      return act.ids.map((id) => !model.has(id) && Boolean(model.set(id, { value: act.value, version: 1 })));
    case 'replace':
      return model.get(act.id)?.version === act.version && set(act.id);
    case 'update':
      return set(act.id, act.where);
    case 'updateMany':
      return [...new Set(act.ids)].filter((id) => set(id)).length;
    case 'delete':
      return set(act.id, act.where) && model.delete(act.id);
  }
}

/** `run` does the acts on the store, their ids changed by `each` so that every run has documents of its own. */
export async function expectSameAsModel(
  documents: Documents,
  acts: readonly Act[],
  prefix: string,
  run: (each: (act: Act) => Act) => Promise<readonly unknown[]>,
): Promise<void> {
  const model: Model = new Map();
  const expected = acts.map((act) => actOnModel(model, act));
  const results = await run((act) =>
    'ids' in act ? { ...act, ids: act.ids.map((id) => prefix + id) } : { ...act, id: prefix + act.id },
  );
  expect(results).toEqual(expected);
  for (const id of ['a', 'b', 'c\0', '__proto__']) {
    const stored = await documents.get('notes', prefix + id);
    const known = model.get(id);
    expect(stored && { value: (stored.doc as Note).value, version: stored.version }).toEqual(known);
    const found = await documents.count('notes', { id: prefix + id, value: known?.value ?? null });
    expect(found).toBe(known ? 1 : 0);
  }
}
