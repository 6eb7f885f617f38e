import type { Client } from 'pg';

/** Makes a desk of so many stores and models with every shelf filled, as if each had been heard of once. */
export async function fillDesk(client: Client, stores: number, models: number): Promise<void> {
  for (const [table, what, count] of [
    ['store', 'Store', stores],
    ['model', 'Model', models],
  ] as const) {
    await client.query(
      `insert into ${table} (name) select $1 || ' ' || lpad(n::text, 4, '0') from generate_series(0, $2::int - 1) n`,
      [what, count],
    );
  }
  await client.query(`
    with now as (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as stamp)
    insert into shelf (store_id, model_id, inventory, stamp, since, weighed, mark)
    select store.id, model.id, 10 + (store.id * 7 + model.id * 13) % 70, now.stamp, now.stamp, 0, 'ok'
    from store, model, now`);
  await client.query('vacuum analyze shelf');
}
