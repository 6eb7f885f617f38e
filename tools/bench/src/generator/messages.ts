/** Where and how a generator speaks with a system under test. */
export type Target =
  | {
      wire: 'trpc';
      host: string;
      port: number;
      signedIn: boolean;
      /** A drop to watch on every line. */
      watch?: string | undefined;
      /** Whether every line hears its shopper's outcomes. */
      outcomes?: boolean | undefined;
    }
  | { wire: 'http'; host: string; port: number }
  | { wire: 'live'; host: string; port: number; path: string };

/** What the commands are: all of them reserve one pair. */
export type Asking = {
  count: number;
  /** Command k is sent by the first person plus k modulo this. On WebSockets each person has a line. */
  people: number;
  /** Command k is for drop k modulo their number. */
  dropIds: string[];
  size: string;
  /** What goes over the wire: a tRPC mutation, the store's REST, or a plain POST as simple servers take it. */
  as: 'trpc' | 'rest' | 'plain';
  /** Given, these ids are sent again; else they are made. */
  commandIds?: string[] | undefined;
};

/** When they are sent. */
export type Pace =
  | { kind: 'closed'; inFlight: number }
  | { kind: 'open'; seed: number; overMs: number };

/** What a screen must show in the end: the seq, or how many pairs are left. */
export type Shown = { field: 'seq' | 'left'; value: number };

/** What a generator is told to do. Each is answered with one Reply. */
export type Order =
  | { do: 'connect'; targets: Target[]; lines: number; firstPerson: number }
  | { do: 'prepare'; asking: Asking }
  | { do: 'run'; pace: Pace }
  | { do: 'views' }
  | { do: 'countBehind'; truth: Shown }
  | { do: 'disconnect' };

/** How a run went. Times are milliseconds on the machine's monotonic clock. */
export type RunResult = {
  startedAt: number;
  endedAt: number;
  commandIds: string[];
  scheduledAt: Float64Array;
  sentAt: Float64Array;
  /** 0 where no answer came. */
  answeredAt: Float64Array;
  status: Uint8Array;
  seq: Int32Array;
  /** How late the generator was at worst: with what was due, or with a turn of its event loop. */
  lagMs: number;
  /** CPU microseconds of the generator itself. */
  cpuUs: number;
  /** How often somebody was asked to come back later, and did. */
  askedAgain: number;
  troubles: { count: number; first: string | undefined };
};

/** What the watchers among the lines have been shown. */
export type ViewsResult = {
  /** Of each line: what it was shown last. */
  lastSeq: Int32Array;
  lastLeft: Int32Array;
  /** Of each view: which line, which seq and when. */
  line: Int32Array;
  seq: Int32Array;
  at: Float64Array;
  troubles: { count: number; first: string | undefined };
};

export type Reply =
  | { ok: true; run?: RunResult; views?: ViewsResult; behind?: number }
  | { ok: false; error: string };
