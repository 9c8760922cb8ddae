// Tests and production share one module format: everything, Nest's ES modules included, becomes CommonJS through swc
// (jest's native ES module mode can't load CommonJS packages that require ES modules on Node 20).
const swc = (typescript, tsx = false) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2023',
      parser: typescript
        ? { syntax: 'typescript', tsx, decorators: true, dynamicImport: true }
        : { syntax: 'ecmascript', dynamicImport: true },
      ...(typescript
        ? {
            transform: {
              legacyDecorator: true,
              decoratorMetadata: true,
              useDefineForClassFields: false,
              react: { runtime: 'automatic', importSource: 'preact' },
            },
          }
        : {}),
      keepClassNames: true,
    },
    module: { type: 'commonjs', strictMode: true },
    sourceMaps: 'inline',
  },
];

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.spec.ts', '<rootDir>/test/**/*.spec.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  // Plain CommonJS already, and large.
  transformIgnorePatterns: ['/node_modules/(playwright-core|html-validate|axe-core|typescript)/'],
  transform: { '^.+\\.tsx$': swc(true, true), '^.+\\.ts$': swc(true), '^.+\\.m?js$': swc(false) },
  testSequencer: '<rootDir>/test/slow-first.mjs',
  testTimeout: 60000,
  maxWorkers: 2,
};
