import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../connect.ts';

/** One thing done with a merchant's rights. `result` is `done` or the code of the error. */
export type MerchantAction = {
  shopperId: string;
  action: string;
  input: unknown;
  result: string;
  address: string;
};

/** Adds a row to the record of what merchants do. */
export async function writeMerchantAction(db: Database, done: MerchantAction): Promise<void> {
  await db
    .insertInto('merchant_action')
    .values({
      id: uuidv7(),
      shopper_id: done.shopperId,
      action: done.action,
      input: JSON.stringify(done.input ?? null),
      result: done.result,
      address: done.address,
    })
    .execute();
}
