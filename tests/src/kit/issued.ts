import { v7 as uuidv7 } from 'uuid';

/** What every command of a drop has, of somebody new and sent now. */
export const issued = (dropId: string) => ({
  commandId: uuidv7(),
  dropId,
  shopperId: uuidv7(),
  receivedAt: Date.now(),
});
