import fc from 'fast-check';
import { kinds, statuses } from '../../../src/cases/case';
import { formatAddress, parseAddress } from '../../../src/console/web/address/address';

describe('the address of a page', () => {
  it('opens the list of open cases when it says nothing', () => {
    expect(parseAddress('')).toEqual({ page: 'list', filters: { status: 'open' } });
    expect(parseAddress('#/somewhere/else')).toEqual({ page: 'list', filters: { status: 'open' } });
  });

  it('keeps the filters that it knows and drops those that it does not', () => {
    expect(parseAddress('#/ho-so?status=moi&kind=cua-hang&assignee=me&waiting=1&q=%20c%C3%A2n%20')).toEqual({
      page: 'list',
      filters: { status: 'moi', assignee: 'me', q: 'cân' },
    });
  });

  it('names one case and still remembers the list behind it', () => {
    expect(parseAddress('#/ho-so/a%3A1%2F2?kind=gop-y')).toEqual({
      page: 'case',
      id: 'a:1/2',
      filters: { status: 'open', kind: 'gop-y' },
    });
  });

  it('names the page of the connection', () => {
    const address = { page: 'connection', filters: { status: 'open' } } as const;
    expect(formatAddress(address)).toMatch(/^#\/ket-noi/);
    expect(parseAddress(formatAddress(address))).toEqual(address);
  });

  it('falls back to the list when the case id is broken', () => {
    expect(parseAddress('#/ho-so/%E0%A4%A')).toMatchObject({ page: 'list' });
  });

  it('reads back whatever it has written', () => {
    const filters = fc.record(
      {
        status: fc.constantFrom('open' as const, ...statuses),
        kind: fc.constantFrom(...kinds),
        assignee: fc.constantFrom('me' as const, 'none' as const),
        waiting: fc.constant('true' as const),
        wants: fc.constantFrom('withdrawal' as const, 'second-look' as const),
        q: fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
          .map((text) => text.trim())
          .filter((text) => text !== ''),
      },
      { requiredKeys: ['status'] },
    );
    const address = fc.oneof(
      fc.record({ page: fc.constant('list' as const), filters }),
      fc.record({
        page: fc.constant('case' as const),
        id: fc.string({ unit: 'grapheme', minLength: 1 }),
        filters,
      }),
    );
    fc.assert(fc.property(address, (given) => expect(parseAddress(formatAddress(given))).toEqual(given)));
  });
});
