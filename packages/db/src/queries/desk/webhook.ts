import type { Webhook } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../../connect.ts';
import { writeDeadLetter } from '../dead-letters.ts';

export type WebhookTarget = { url: string; secret: string };

/** Where alerts are sent and how that goes, without the secret. */
export async function readWebhook(db: Database): Promise<Webhook> {
  const { rows } = await sql<{
    url: string | null;
    source: Webhook['source'];
    last_delivered_at: Date | null;
    last_error: string | null;
    waiting: number;
    dead: number;
  }>`
    select w.url, w.source, w.last_delivered_at, w.last_error,
      (select count(*) from webhook_call where not dead)::int as waiting,
      (select count(*) from webhook_call where dead)::int as dead
    from (select 1) as one left join webhook w on true`.execute(db);
  const row = rows[0]!;
  return {
    url: row.url,
    source: row.source,
    waiting: row.waiting,
    dead: row.dead,
    lastDeliveredAt: row.last_delivered_at?.toISOString() ?? null,
    lastError: row.last_error,
  };
}

/** Sets the webhook. False when the environment has set it, which goes before. */
export async function writeWebhook(db: Database, target: WebhookTarget): Promise<boolean> {
  const { rows } = await sql`
    insert into webhook (url, secret, source) values (${target.url}, ${target.secret}, 'merchant')
    on conflict (singleton) do update
    set url = excluded.url, secret = excluded.secret, last_error = null
    where webhook.source = 'merchant' returning 1`.execute(db);
  return rows.length > 0;
}

/** Removes the webhook that a merchant has set. False when the environment has set it. */
export async function removeWebhook(db: Database): Promise<boolean> {
  const row = await db.selectFrom('webhook').select('source').executeTakeFirst();
  if (row?.source === 'environment') return false;
  await db.deleteFrom('webhook').where('source', '=', 'merchant').execute();
  return true;
}

/** Makes the webhook what the environment says; without it, only a merchant's is left. */
export async function keepEnvironmentWebhook(
  db: Database,
  target: WebhookTarget | undefined,
): Promise<void> {
  if (!target) {
    await db.deleteFrom('webhook').where('source', '=', 'environment').execute();
    return;
  }
  await sql`
    insert into webhook (url, secret, source) values (${target.url}, ${target.secret}, 'environment')
    on conflict (singleton) do update
    set url = excluded.url, secret = excluded.secret, source = 'environment'`.execute(db);
}

/**
 * The calls that it is time to make, oldest first, each of which is then left alone for `againMs`: by then it was made, or
 * whoever took it is gone.
 */
export async function takeDueCalls(
  db: Database,
  limit: number,
  againMs: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update webhook_call set due_at = clock_timestamp() + make_interval(secs => ${againMs / 1000})
    where id in (
      select id from webhook_call where not dead and due_at <= clock_timestamp()
      order by due_at limit ${limit} for update skip locked)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** A call still to be made, with where it goes; undefined when it was made or given up, or there is no webhook any more. */
export async function readCall(
  db: Database,
  id: string,
): Promise<(WebhookTarget & { body: string; attempts: number }) | undefined> {
  const { rows } = await sql<WebhookTarget & { body: string; attempts: number }>`
    select w.url, w.secret, c.body, c.attempts
    from webhook_call c, webhook w where c.id = ${id} and not c.dead`.execute(db);
  return rows[0];
}

export async function callDelivered(db: Database, id: string): Promise<void> {
  await sql`
    with gone as (delete from webhook_call where id = ${id})
    update webhook set last_delivered_at = clock_timestamp(), last_error = null`.execute(db);
}

/** Notes a failed try; after `maximum` tries the call becomes a dead letter. Gives whether it did. */
export async function callFailed(
  db: Database,
  id: string,
  error: string,
  options: { maximum: number; againMs: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await sql`update webhook set last_error = ${error}`.execute(trx);
    const { rows } = await sql<{ body: string; dead: boolean }>`
      update webhook_call set attempts = attempts + 1, last_error = ${error},
        dead = attempts + 1 >= ${options.maximum},
        due_at = clock_timestamp() + make_interval(secs => ${options.againMs / 1000})
      where id = ${id} and not dead returning body, dead`.execute(trx);
    const call = rows[0];
    if (!call?.dead) return false;
    const payload: unknown = JSON.parse(call.body);
    await writeDeadLetter(trx, { kind: 'call', subject: id, payload, error: new Error(error) });
    return true;
  });
}

/** Forgets calls that nobody can take because there is no webhook. */
export async function dropCalls(db: Database): Promise<void> {
  await sql`delete from webhook_call where not dead and not exists (select from webhook)`.execute(
    db,
  );
}

/** Makes a call that was given up as good as new. Gives false when it is not there any more. */
export async function reviveCall(db: Database, id: string): Promise<boolean> {
  const { rows } = await sql`
    update webhook_call set dead = false, attempts = 0, due_at = clock_timestamp()
    where id = ${id} returning id`.execute(db);
  return rows.length > 0;
}
