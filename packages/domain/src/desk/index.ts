export { markOf } from './mark.ts';
export { hear, isNewer } from './shelf.ts';
export type { Heard, ShelfState } from './shelf.ts';
export { suggestTransfers } from './suggest.ts';
export type { Stand, Suggested } from './suggest.ts';
export { onTheWay, stepTransfer } from './transfer.ts';
export type { Stepped, TransferState, TransferStep } from './transfer.ts';
