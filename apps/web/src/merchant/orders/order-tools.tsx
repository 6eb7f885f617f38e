import { SEARCH_LENGTH, orderStatuses } from '@lastpair/contracts';
import { statusWords } from '../../orders/order-words.ts';
import { textOf } from '../../parts/form-text.ts';
import { csvAddress } from './order-filter.ts';
import type { OrderFilter } from './order-filter.ts';

const ALL = 'all';

/** Looks for orders, and gives those that were found as a file. */
export function OrderTools({
  filter,
  onChange,
  again,
}: {
  filter: OrderFilter;
  onChange: (filter: OrderFilter) => void;
  again: () => void;
}) {
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const { search: _, ...rest } = filter;
        const search = textOf(new FormData(event.currentTarget), 'search');
        onChange({ ...rest, ...(search && { search }) });
        again();
      }}
    >
      <input
        key={filter.search}
        type="search"
        name="search"
        className="input max-w-80 min-w-40 flex-1"
        aria-label="Number, shopper or shoe"
        placeholder="Number, shopper or shoe"
        maxLength={SEARCH_LENGTH.max}
        defaultValue={filter.search}
      />
      <select
        className="input w-auto!"
        aria-label="State"
        value={filter.status ?? ALL}
        onChange={({ target }) => {
          const { status: _, ...rest } = filter;
          const status = orderStatuses.find((each) => each === target.value);
          onChange({ ...rest, ...(status && { status }) });
        }}
      >
        <option value={ALL}>All states</option>
        {orderStatuses.map((status) => (
          <option key={status} value={status}>
            {statusWords[status]}
          </option>
        ))}
      </select>
      <button type="submit" className="button button-main">
        Search
      </button>
      <a className="button sm:ml-auto" href={csvAddress(filter)} download>
        CSV<span className="sr-only"> of these orders</span>
      </a>
    </form>
  );
}
