export * from './chain';
export * from './practice';
export { randomnessOf, verifyBeacon } from './verify-beacon';
export type { Beacon } from './verify-beacon';
