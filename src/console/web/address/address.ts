import { caseQuery, type CaseQuery } from '../../contract';

export type Filters = Omit<CaseQuery, 'cursor'>;

/** Where the officer is. A case keeps the list's filters, so that going back finds the same list even after a reload. */
export type Address =
  | { readonly page: 'list'; readonly filters: Filters }
  | { readonly page: 'case'; readonly id: string; readonly filters: Filters }
  | { readonly page: 'connection'; readonly filters: Filters }
  | { readonly page: 'flows'; readonly filters: Filters }
  | { readonly page: 'flow'; readonly name: string; readonly filters: Filters };

const names = ['status', 'kind', 'assignee', 'waiting', 'wants', 'q'] as const;

/** Everything lives behind the `#`, which browsers never send: a name that somebody searches for stays off the wire's logs. */
export function parseAddress(hash: string): Address {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const filters = parseFilters(search);
  if (path === '/ket-noi') return { page: 'connection', filters };
  if (path === '/kich-ban') return { page: 'flows', filters };
  const name = decode(/^\/kich-ban\/([^/]+)$/.exec(path)?.[1] ?? '');
  if (name) return { page: 'flow', name, filters };
  const id = /^\/ho-so\/([^/]+)$/.exec(path)?.[1];
  const decoded = id === undefined ? undefined : decode(id);
  return decoded === undefined ? { page: 'list', filters } : { page: 'case', id: decoded, filters };
}

export function formatAddress(address: Address): string {
  const search = formatFilters(address.filters);
  return `#${pathOf(address)}${search === '' ? '' : `?${search}`}`;
}

function pathOf(address: Address): string {
  switch (address.page) {
    case 'list':
      return '/ho-so';
    case 'case':
      return `/ho-so/${encodeURIComponent(address.id)}`;
    case 'connection':
      return '/ket-noi';
    case 'flows':
      return '/kich-ban';
    case 'flow':
      return `/kich-ban/${encodeURIComponent(address.name)}`;
  }
}

function formatFilters(filters: Filters): string {
  const search = new URLSearchParams();
  for (const name of names) {
    const value = filters[name];
    if (value !== undefined && value !== '') search.set(name, value);
  }
  return search.toString();
}

/** Keeps what is valid and drops the rest: an old bookmark still opens a list. Without a status: the open cases. */
function parseFilters(search: string): Filters {
  const given = new URLSearchParams(search);
  const kept: Record<string, unknown> = { status: 'open' };
  for (const name of names) {
    const checked = caseQuery.shape[name].safeParse(given.get(name) ?? undefined);
    if (checked.success && checked.data !== undefined && checked.data !== '') kept[name] = checked.data;
  }
  return kept;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
