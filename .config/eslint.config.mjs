// Lint rules for all JavaScript and TypeScript, the layers among them: web → the façade's indexes → wasm → core; the relay stands alone.
// Formatting is prettier's: no rule here speaks of it.
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** A no-restricted-imports rule from [regular expression, message] pairs. */
function layer(...refused) {
  const patterns = refused.map(([regex, message]) => ({ regex, message }));
  return { 'no-restricted-imports': ['error', { patterns }] };
}

const nodeStreams = [
  '^(node:)?((stream|net)(/|$)|_stream_)',
  "The façade never leans on Node's own stream or net.",
];

export default tseslint.config(
  {
    ignores: [
      'build/',
      'node_modules/',
      // Kept character for character, or written for the user's eyes: programs, not code of ours.
      'web/programs/**/*.{cjs,mjs,mts}',
      'tests/fixtures/',
      'tests/conformance/seeds/',
    ],
  },
  js.configs.recommended,
  {
    rules: {
      'no-unused-vars': [
        'error',
        // An underscore says that a signature, not the code, asks for it.
        { args: 'after-used', argsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      // `== null` is the one idiom for null and undefined.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: [
      '.scripts/**',
      '.config/**',
      'tests/**',
      'web/*.ts',
      'web/relay/**',
      'web/gateway/**',
    ],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['tests/web/**', 'tests/package/browser.test.mjs'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { ...globals.node } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Types of CommonJS modules, whose `export =` is imported in no other way.
    files: ['wasm/package/*.d.ts'],
    rules: {
      '@typescript-eslint/no-require-imports': [
        'error',
        { allowAsImport: true },
      ],
    },
  },
  {
    files: ['wasm/js/**'],
    languageOptions: { globals: { ...globals['shared-node-browser'] } },
    rules: layer(nodeStreams, [
      '(^|/)(web|core|tests)/',
      'wasm/js knows only its own files and the built engine.',
    ]),
  },
  {
    files: ['wasm/js/platform_node.js', 'wasm/js/ws_carrier.js'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    // Read by Emscripten's linker, not by a module loader.
    files: ['wasm/imports.js', 'wasm/net_imports.js'],
    languageOptions: {
      sourceType: 'script',
      globals: { LibraryManager: 'readonly', mergeInto: 'readonly' },
    },
    // Names the linker provides are not visible here.
    rules: { 'no-undef': 'off', 'no-unused-vars': 'off' },
  },
  {
    files: ['web/**'],
    ignores: [
      'web/relay/**',
      'web/gateway/**',
      'web/browser_relay/**',
      'web/lockstep/**',
    ],
    rules: layer(
      [
        '(^|/)wasm/(?!js/(index_streams|index_net|net_base)\\.js$)',
        'The page imports the indexes of wasm/js, and what net stands on, and nothing below.',
      ],
      [
        '(^|/)relay/(?!(proof|server)(\\.ts)?$)',
        'Of the relay, the page shares the room proof and the server starts it; nothing else.',
      ],
      ['(^|/)core/', 'The page never reaches into core.'],
    ),
  },
  {
    files: ['web/browser_relay/**', 'web/lockstep/**'],
    rules: layer([
      '(^|/)(wasm|core)/|(^|/)relay/(?!(http|relay|socket|proof)(\\.ts)?$)',
      'What joins the tabs of a browser, or two cans of a page, is a door of the relay: it knows its rooms and its proof.',
    ]),
  },
  {
    files: ['web/gateway/**'],
    ignores: ['web/gateway/out*.ts'],
    rules: layer([
      '(^|/)(wasm|core)/|(^|/)relay/(?!(proof|socks5|address)(\\.ts)?$)',
      'The gateway is a program of the built package: of the relay it shares SOCKS5 and the room proof.',
    ]),
  },
  {
    files: ['web/gateway/out*.ts'],
    rules: layer([
      '(^|/)(wasm|core)/|(^|/)relay/(?!(outside|address|socks5|frame|mux_stream|session|splice)(\\.ts)?$)',
      'The way out is a consumer of streams in the relay’s process: it shares streams and SOCKS5, nothing else.',
    ]),
  },
  {
    files: ['web/relay/**'],
    rules: layer([
      '(^|/)(wasm|core)/|^\\.\\./',
      'The relay shares no code with engine or page: only the frame description.',
    ]),
  },
);
