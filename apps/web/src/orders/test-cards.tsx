import type { PaymentOptions } from '@lastpair/contracts';

/** As it stands on a card: in fours. */
const spaced = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');

/** The cards that the sandbox knows and what each does; pressing one puts its number into the form. */
export function TestCards({
  cards,
  chosen,
  onChoose,
}: {
  cards: PaymentOptions['testCards'];
  chosen: string;
  onChoose: (number: string) => void;
}) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-semibold">Test cards</legend>
      {cards.map(({ number, does }) => (
        <button
          key={number}
          type="button"
          aria-pressed={chosen === spaced(number)}
          className="flex min-h-11 flex-wrap content-center items-baseline gap-x-3 rounded-xl border border-line px-3 py-1.5 text-left text-sm hover:border-ink aria-pressed:border-ink aria-pressed:bg-wash"
          onClick={() => onChoose(spaced(number))}
        >
          <span className="clock font-bold whitespace-nowrap">{spaced(number)}</span>
          <span className="text-quiet">{does}</span>
        </button>
      ))}
    </fieldset>
  );
}
