const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
];

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '<rootDir>/test/bench/'],
  // Tells what is stuck from what is slow: on a busy machine real servers take their time.
  testTimeout: 30_000,
  transform: {
    '^.+\\.tsx?$': swc,
    // Jest's sandbox knows no import(), with which MongoDB's driver (from 7.6 on) loads `os`: as a require it works.
    '/mongodb/lib/runtime_adapters\\.js$': swc,
  },
  transformIgnorePatterns: ['/node_modules/(?!mongodb/lib/runtime_adapters\\.js$)'],
  // A lazy import of our own is written as the compiled program needs it.
  moduleNameMapper: {
    '^(\\./(?:mongo/open-mongo|queues/(?:open-redis|bull)|outbox/redis-pace))\\.js$': '$1',
  },
  maxWorkers: '100%',
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
