import { formatAddress } from '../address/address';

export const flowAddress = (name: string): string =>
  formatAddress({ page: 'flow', name, filters: { status: 'open' } });
