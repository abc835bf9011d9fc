import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** What each part may not import: dependencies point inwards, only main.ts and cli.ts see everything. */
const pure = ['./src/conversation', './src/language', './src/cases'];
const shell = ['inbox', 'outbox', 'queues', 'spool', 'store', 'console', 'simulator', 'messenger'].map(
  (part) => `./src/${part}`,
);
const roots = ['main', 'cli', 'web-role', 'worker-role', 'parts', 'between-processes'].map(
  (file) => `./src/${file}.ts`,
);

const directions = [
  ...pure.map((target) => ({
    target,
    from: [...shell, './webhooks', ...roots],
    message: 'The pure core imports nothing of the shell.',
  })),
  {
    target: './src/language',
    from: ['./src/conversation', './src/cases'],
    message: 'language is the innermost part.',
  },
  {
    target: './webhooks',
    from: './src',
    except: ['./messenger/events.ts', './messenger/read-change.ts', './inbox/accept.ts', './fault-of.ts'],
    message: 'The door knows only events, how they are accepted, and how to log a fault.',
  },
  {
    target: './src/messenger',
    from: [
      './src/inbox',
      './src/outbox',
      './src/queues',
      './src/console',
      './src/simulator',
      './webhooks',
      ...roots,
    ],
  },
  {
    target: './src/store',
    from: [
      './src/inbox',
      './src/outbox',
      './src/queues',
      './src/console',
      './src/simulator',
      './webhooks',
      ...roots,
    ],
  },
  {
    target: './src/spool',
    from: [
      './src/inbox',
      './src/outbox',
      './src/queues',
      './src/console',
      './src/messenger',
      './src/simulator',
      './webhooks',
      ...roots,
    ],
  },
  {
    target: './src/operations',
    from: ['./src/outbox', './src/console', './src/simulator', './webhooks', ...roots],
  },
  {
    target: shell,
    from: './src/operations',
    message: 'The parts know nothing of who measures them.',
  },
  {
    target: './src/queues',
    from: ['./src/outbox', './src/console', './src/simulator', './webhooks', ...roots],
  },
  {
    target: './src/inbox',
    from: ['./src/outbox', './src/console', './src/simulator', './webhooks', ...roots],
  },
  {
    target: './src/outbox',
    from: ['./src/console/api', './src/console/web', './src/simulator', './webhooks', ...roots],
  },
  {
    target: './src/console',
    from: ['./src/inbox', './src/outbox', './src/simulator', './webhooks', ...roots],
  },
  {
    target: './src/console/web',
    from: ['./src/console/api', './src/store'],
    message: 'The page knows the server by its contract.',
  },
  {
    target: './src/simulator',
    from: './src',
    except: ['./simulator', './clock.ts'],
    message: 'The simulator plays Meta: it knows nothing of us.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'test-output/', 'node_modules/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones: directions }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "A citizen's words are text, never markup.",
        },
      ],
    },
  },
);
