import type {
  Decision,
  DropStatus,
  ReservationStatus,
  Role,
  StockDisplay,
} from '@lastpair/contracts';
import type { ColumnType, Generated } from 'kysely';
import type { DeskTables } from './desk-tables.ts';

type Written<T> = ColumnType<T, T, never>;
/** Read as a Date; written as a Date or as text that Postgres understands. */
type Time = ColumnType<Date, Date | string, Date | string>;

/** The tables as Kysely sees them. migrations/ makes them; the names are the words of ARCHITECTURE.md. */
export type Tables = DeskTables & {
  shopper: { id: string; name: string; role: Role; created_at: Generated<Date> };
  session: {
    token_hash: Buffer;
    shopper_id: string;
    created_at: Generated<Date>;
    expires_at: Time;
  };
  /** better-auth's users: those shoppers who have an account. It writes them; here they are only read. */
  auth_user: { id: string; email: string };
  product: {
    id: string;
    brand: string;
    name: string;
    colorway: string;
    image_url: string | null;
    price_cents: number;
    currency: string;
  };
  drop: {
    id: string;
    product_id: string;
    status: DropStatus;
    opens_at: Time | null;
    hold_seconds: number;
    limit_per_shopper: number;
    stock_display: StockDisplay;
    seq: Generated<number>;
    created_at: Generated<Date>;
  };
  drop_size: {
    drop_id: string;
    size: string;
    position: number;
    sku: string;
    total: number;
    available: number;
    reserved: number;
    sold: number;
  };
  reservation: {
    drop_id: string;
    id: string;
    size: string;
    shopper_id: string;
    slot: number;
    status: ReservationStatus;
    expires_at: Time;
    created_at: Time;
  };
  outcome: {
    drop_id: Written<string>;
    seq: Written<number>;
    command_id: Written<string>;
    kind: Written<string>;
    shopper_id: Written<string>;
    payload: Written<string>;
    result: Written<Decision>;
    received_at: Written<Date>;
    decided_at: Written<Date>;
  };
  purchase: {
    drop_id: string;
    id: string;
    reservation_id: string;
    shopper_id: string;
    size: string;
    price_cents: number;
    currency: string;
    purchased_at: Time;
  };
  dead_letter: {
    id: string;
    /** What lies there: a command, a reading or a call to the webhook; the first two ids are a command's. */
    subject: Generated<'command' | 'reading' | 'call'>;
    drop_id: string | null;
    command_id: string | null;
    command: unknown;
    error: string;
    created_at: Generated<Date>;
  };
  merchant_action: {
    id: string;
    shopper_id: string;
    action: string;
    input: unknown;
    result: string;
    address: string;
    done_at: Generated<Date>;
  };
  audit: { singleton: Generated<boolean>; audited_at: Time; drift: number; findings: unknown };
};
