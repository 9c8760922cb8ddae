// Who may import whom. Each rule says why; an exception stands in its rule with its reason. `npm test` runs this (test/architecture).

/** Modules in the order in which they may import: each one only what stands before it. */
const MODULES = [
  ['audit-log', 'staff'],
  ['approvals'],
  ['windows', 'identity', 'offer-reports'],
  ['registrations', 'slots'],
  ['hardship'],
  ['draws'],
  ['appointments'],
  ['audits'],
  ['pages', 'notifications', 'retention'],
];

const moduleOrder = MODULES.flatMap((names, place) => {
  const later = MODULES.slice(place + 1).flat();
  return names.map((name) => ({
    name: `module-${name}-imports-leftwards`,
    comment: 'Modules import only leftwards, so that each can be read with nothing but what came before it.',
    severity: 'error',
    from: { path: `^src/modules/${name}/` },
    to: { path: `^src/modules/(${[...names.filter((other) => other !== name), ...later].join('|')})/`, pathNot: allowedBeside(name) },
  }));
});

/** The log's pages are public, and saying so takes a decorator of `staff`; `staff` knows nothing of the log. */
function allowedBeside(name) {
  return name === 'audit-log' ? '^src/modules/staff/index\\.ts$' : '^$';
}

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'What imports itself by a detour has no beginning to read from.',
      severity: 'error',
      from: { path: '^src' },
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      comment: 'The core knows no clock, randomness, file or network: it imports itself and @noble, nothing else.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^(src/core/|node_modules/@noble/)' },
    },
    {
      name: 'core-encoding-is-the-floor',
      comment: 'encoding is what everything in the core stands on.',
      severity: 'error',
      from: { path: '^src/core/encoding/' },
      to: { path: '^src/core/', pathNot: '^src/core/(encoding/|errors\\.ts$)' },
    },
    {
      name: 'core-points-downwards',
      comment: "record -> draw, policy, identity -> merkle, note, beacon -> encoding. The middle rooms don't know the record.",
      severity: 'error',
      from: { path: '^src/core/(merkle|note|beacon|draw|policy|identity)/' },
      to: { path: '^src/core/(record/|index\\.ts$)' },
    },
    {
      name: 'core-by-its-front-door',
      comment: 'Outside the core only its index exists.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/' },
      to: { path: '^src/core/', pathNot: '^src/core/index\\.ts$' },
    },
    {
      name: 'verifier-stands-alone',
      comment: "An outsider's verifier must not need the service: the core, zip files, and for the command line node and commander.",
      severity: 'error',
      from: { path: '^src/verifier/' },
      to: { path: '^(src|node_modules)/', pathNot: '^(src/verifier/|src/core/index\\.ts$|node_modules/(fflate|commander)/)' },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'Technical services carry no domain word.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|core|verifier|demo|roles)/' },
    },
    {
      name: 'views-only-show',
      comment: 'A view gets what it shows; it asks nobody. What it imports of others are types, and the tables of duties and reasons.',
      severity: 'error',
      from: { path: '^src/modules/.*\\.tsx$' },
      to: {
        path: '^(src/modules/(?!pages/|notifications/|staff/index|approvals/index)|src/platform/(?!html|i18n))',
        dependencyTypesNot: ['type-only'],
      },
    },
    ...moduleOrder,
    {
      name: 'modules-by-their-front-door',
      comment: 'Another module is its index.ts; what is behind it may change.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/([^/]+)/', pathNot: '^src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'nobody-imports-notifications',
      comment: 'Whoever has something to tell writes to the outbox and does not wait.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(modules/notifications/|app\\.module\\.ts$)' },
      to: { path: '^src/modules/notifications/' },
    },
    {
      name: 'controllers-are-thin',
      comment: 'A controller calls a service; it sees no table and no queue.',
      severity: 'error',
      // Health asks the database itself whether it is there.
      from: { path: '\\.controller\\.ts$', pathNot: '^src/platform/health/' },
      to: { path: '(\\.repository\\.ts$|\\.entit(y|ies)\\.ts$|node_modules/(typeorm|bullmq)/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'bullmq-behind-processors',
      comment: 'Only processors, schedulers and platform/queue know the queue; services are called, by whomever.',
      severity: 'error',
      // The tables of the queue are BullMQ's, which brings migrations of its own.
      from: { path: '^src/', pathNot: '(\\.(processor|scheduler)\\.ts$|^src/platform/(queue/|database/migrate\\.ts$))' },
      to: { path: 'node_modules/(bullmq|@nestjs/bullmq)/' },
    },
    {
      name: 'doors-see-no-database',
      comment:
        'What is called from outside or only shows calls a service (docs/adr/0024). Health asks the database itself whether it is there.',
      severity: 'error',
      from: {
        path: '(\\.(controller|processor|scheduler|dto|errors)\\.ts|\\.tsx)$',
        pathNot: '^src/platform/health/',
      },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm|pg)/' },
    },
    {
      name: 'platform-database-in-its-places',
      comment: 'In platform, TypeORM is in database, and in the four that keep rows or locks of their own.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '^src/platform/(database|outbox|limits|proof-of-work|schedule|health)/' },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'modules-connect-tables-only',
      comment:
        "A module hands its entities to Nest; what is injected is a service, a repository of ours or the data source, never TypeORM's Repository.",
      severity: 'error',
      from: { path: '^src/modules/', pathNot: '\\.module\\.ts$' },
      to: { path: 'node_modules/@nestjs/typeorm/' },
    },
    {
      name: 'driver-in-the-platform',
      comment: 'Sessions of their own are for locks, migrations, the embedded server and the queue; everything else shares the pool.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(database|embedded|queue)/' },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'one-clockwork',
      comment: 'Repeating work goes through platform/schedule, where it takes turns under a lock.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/schedule/' },
      to: { path: 'node_modules/@nestjs/schedule/' },
    },
    {
      name: 'demo-is-a-stranger',
      comment: 'Nothing of the service knows the demo: what only the demo can reach is no feature.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(demo/|roles/demo\\.ts$)' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'migrations-are-self-contained',
      comment: 'A migration must do the same in ten years: it imports nothing of ours.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
