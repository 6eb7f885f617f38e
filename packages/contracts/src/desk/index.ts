export * from './alert.ts';
export * from './desk.ts';
export * from './limits.ts';
export * from './pace.ts';
export * from './reading.ts';
export * from './shelf.ts';
export * from './tap.ts';
export * from './transfer.ts';
