import type { StoreSettings } from '../../src/store/open-store';

/** The embedded store in a folder, with a key that only tests have. */
export const settingsFor = (dataDir: string): StoreSettings => ({
  dataDir,
  mongodbUrl: undefined,
  masterKey: Buffer.from('7a'.repeat(8) + '0123456789abcdef'.repeat(3), 'hex'),
  previousMasterKey: undefined,
});
