export * from './commitments';
export * from './fields';
