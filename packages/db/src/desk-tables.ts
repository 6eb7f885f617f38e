import type { Mark, TransferStatus } from '@lastpair/contracts';
import type { ColumnType, Generated } from 'kysely';

type Time = ColumnType<Date, Date | string, Date | string>;

/** The desk's tables as Kysely sees them; migrations/0004-the-desk.ts makes them. `stamp` and `since` are microseconds. */
export type DeskTables = {
  desk: { singleton: Generated<boolean>; seq: Generated<number> };
  store: { id: Generated<number>; name: string; since: Generated<Date> };
  model: { id: Generated<number>; name: string; since: Generated<Date> };
  tap: {
    id: Generated<number>;
    name: string;
    url: string;
    source: 'merchant' | 'environment';
    enabled: Generated<boolean>;
    state: Generated<'live' | 'down' | 'off'>;
    state_since: ColumnType<Date, Date | undefined, Date>;
    heard_at: Time | null;
    readings: Generated<number>;
    bad: Generated<number>;
    connections: Generated<number>;
    overtaken: Generated<number>;
    last_error: string | null;
  };
  bad_reading: {
    id: Generated<number>;
    tap_id: number;
    at: Generated<Date>;
    reason: string;
    text: string;
  };
  shelf: {
    store_id: number;
    model_id: number;
    inventory: number;
    stamp: number;
    since: number;
    weighed: number;
    mark: Mark;
  };
  reading: {
    store_id: number;
    model_id: number;
    stamp: number;
    day: string;
    inventory: number;
    tap_id: number | null;
    seq: number;
  };
  threshold: {
    id: Generated<number>;
    store_id: number | null;
    model_id: number | null;
    low: number | null;
    high: number | null;
    margin: number;
  };
  judging: {
    id: Generated<number>;
    store_id: number | null;
    model_id: number | null;
    after_store_id: Generated<number>;
    after_model_id: Generated<number>;
  };
  alert: {
    id: string;
    store_id: number;
    model_id: number;
    kind: 'low' | 'high';
    status: 'raised' | 'acknowledged' | 'cleared';
    limit_reached: number;
    inventory: number;
    per_hour: number;
    hours_left: number | null;
    raised_at: Time;
    acknowledged_at: Time | null;
    acknowledged_by: string | null;
    cleared_at: Time | null;
    seq: number;
  };
  transfer: {
    number: Generated<number>;
    id: string;
    model_id: number;
    from_store_id: number;
    to_store_id: number;
    status: TransferStatus;
    requested: number;
    sent: Generated<number>;
    received: Generated<number>;
    missing: Generated<number>;
    reason: string;
    requested_by: string;
    requested_at: Generated<Date>;
    sent_at: Time | null;
    received_at: Time | null;
    seq: number;
  };
  dismissal: { model_id: number; from_store_id: number; to_store_id: number; until: Time };
  webhook: {
    singleton: Generated<boolean>;
    url: string;
    secret: string;
    source: 'merchant' | 'environment';
    last_delivered_at: Time | null;
    last_error: string | null;
  };
  webhook_call: {
    id: string;
    body: string;
    attempts: Generated<number>;
    dead: Generated<boolean>;
    due_at: Generated<Date>;
    last_error: string | null;
  };
};
