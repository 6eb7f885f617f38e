import type {
  DeadLetterKind,
  DeadLetterStatus,
  Decision,
  DropStatus,
  OrderReason,
  OrderStatus,
  PaymentProvider,
  PaymentStatus,
  ReservationStatus,
  Role,
  StockDisplay,
} from '@lastpair/contracts';
import type { LineStands, OrderStep } from '@lastpair/domain';
import type { ColumnType, Generated } from 'kysely';
import type { DeskTables } from './desk-tables.ts';

type Written<T> = ColumnType<T, T, never>;
/** Read as a Date; written as a Date or as text that Postgres understands. */
type Time = ColumnType<Date, Date | string, Date | string>;

/** The tables as Kysely sees them. migrations/ makes them; the names are the words of ARCHITECTURE.md. */
export type Tables = DeskTables & {
  lanes: { count: number };
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
    /** 1 to the drop's limit. What looks pairs up by their shopper says `slot > 0`, which their index asks for. */
    slot: number;
    status: ReservationStatus;
    expires_at: Time;
    created_at: Time;
    order_id: string | null;
    stopped_at: Time | null;
    left_ms: number | null;
    command_id: string | null;
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
    order_id: string | null;
  };
  order: {
    id: string;
    shopper_id: string;
    status: OrderStatus;
    step: OrderStep;
    end: OrderStatus | null;
    reason: OrderReason | null;
    total_cents: number;
    currency: string;
    received_at: Time;
    placed_at: Generated<Date>;
    pay_by: Time | null;
    completed_at: Time | null;
    refunded_at: Time | null;
    cancel_wished: Generated<boolean>;
    restock: Generated<boolean>;
    refund_reason: string | null;
    version: Generated<number>;
    due_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
    attempts: Generated<number>;
    updated_at: Generated<Date>;
  };
  order_line: {
    order_id: string;
    line: number;
    drop_id: string;
    bag_reservation_id: string;
    reservation_id: string;
    size: string;
    price_cents: number;
    stands: LineStands;
    live: Generated<boolean>;
  };
  payment: {
    order_id: string;
    provider: PaymentProvider;
    status: PaymentStatus;
    method: string | null;
    provider_id: string | null;
    paid_with: string | null;
    client_secret: string | null;
    amount_cents: number;
    updated_at: Generated<Date>;
  };
  payment_event: {
    provider: PaymentProvider;
    event_id: string;
    order_id: string | null;
    payload: unknown;
    received_at: Generated<Date>;
    processed_at: Time | null;
  };
  sandbox_charge: {
    order_id: string;
    method: string;
    amount_cents: number;
    currency: string;
    created_at: Generated<Date>;
    answers_at: Time | null;
    captured_at: Time | null;
    cancelled_at: Time | null;
    refunded_at: Time | null;
    events_left: number;
  };
  dead_letter: {
    id: string;
    drop_id: string | null;
    command_id: string | null;
    command: unknown;
    error: string;
    created_at: Generated<Date>;
    kind: Generated<DeadLetterKind>;
    status: Generated<DeadLetterStatus>;
    subject: string | null;
    order_id: string | null;
    payload: unknown;
    history: Generated<unknown>;
    attempts: Generated<number>;
    announced_at: Time | null;
    resolved_at: Time | null;
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
