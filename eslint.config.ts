import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['**/node_modules/', '**/build/', '**/.svelte-kit/', 'var/', '**/*.generated.ts', '**/paraglide/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: [{ regex: '/index\\.js$', message: 'imports carry .ts' }] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['portal/**', '**/*.config.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['portal/**/*.svelte', 'portal/**/*.svelte.ts', 'portal/src/**/*.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] },
      globals: globals.browser,
    },
  },
  {
    // Times are on the tenant's clocks, not on the browser's, and in one style: one place makes formatters.
    files: ['portal/src/**/*.svelte', 'portal/src/**/*.ts'],
    ignores: ['portal/src/lib/*format.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.object.name='Intl']:not(MemberExpression > NewExpression)",
          message: 'use `fmt` of #lib/i18n.ts',
        },
        {
          selector:
            'CallExpression[callee.property.name=/^(toLocale\\w*|getTimezoneOffset|(get|set)(FullYear|Month|Date|Day|Hours|Minutes))$/]',
          message: 'the clock of the browser is not that of the tenant: use `fmt`, or #lib/wall-clock.ts',
        },
      ],
    },
  },
);
