import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction as KyselyTransaction } from 'kysely';
import { Client } from 'pg';
import { openPool } from './open-pool.ts';
import type { PoolOptions } from './open-pool.ts';
import { INDEX_ONLY_SETTINGS, SESSION_SETTINGS } from './session-settings.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

/** A client that prepares each statement text once per connection, so that hot ones are planned once. */
class PreparingClient extends Client {
  static readonly #names = new Map<string, string>();
  // A bound on statement texts, in case some are made up as they go.
  static readonly #maximum = 500;

  override query(...args: unknown[]): never {
    const [text, values] = args;
    const named =
      typeof text === 'string' && Array.isArray(values)
        ? [{ name: PreparingClient.#nameOf(text), text, values }, ...args.slice(2)]
        : args;
    return (super.query as (...rest: unknown[]) => never).apply(this, named);
  }

  static #nameOf(text: string): string | undefined {
    const known = PreparingClient.#names.get(text);
    if (known || PreparingClient.#names.size >= PreparingClient.#maximum) return known;
    const name = `s${PreparingClient.#names.size}`;
    PreparingClient.#names.set(text, name);
    return name;
  }
}

export type ConnectOptions = Omit<PoolOptions, 'settings' | 'Client'> & {
  /** For a pool whose look-ups each have an index; see INDEX_ONLY_SETTINGS. */
  indexOnly?: boolean;
};

/** Opens a pool of connections to the Postgres at `url`. Connects on first use; `destroy()` closes it. */
export function connect(url: string, { indexOnly, ...options }: ConnectOptions): Database {
  const settings = { ...SESSION_SETTINGS, ...(indexOnly && INDEX_ONLY_SETTINGS) };
  const pool = openPool(url, { ...options, settings, Client: PreparingClient });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
