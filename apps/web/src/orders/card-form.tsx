import type { PaymentOptions } from '@lastpair/contracts';
import { useState } from 'react';
import { Field } from '../parts/field.tsx';
import { useFocusHandover } from '../shell/use-focus-handover.ts';
import { TestCards } from './test-cards.tsx';

/** Takes the number of a test card. `problem` is what was wrong with the last one. */
export function CardForm({
  cards,
  problem,
  onPay,
}: {
  cards: PaymentOptions['testCards'];
  problem: string | undefined;
  onPay: (number: string) => void;
}) {
  const [number, setNumber] = useState('');
  const form = useFocusHandover<HTMLFormElement>();
  return (
    <form
      ref={form}
      className="tile grid gap-4 p-5 print:hidden"
      aria-label="Card"
      onSubmit={(event) => {
        event.preventDefault();
        onPay(number);
      }}
    >
      <Field
        label="Card number"
        hint="This is a demo and no money moves: test cards only, never a real one."
        problem={problem}
        name="card"
        inputMode="numeric"
        // A browser would offer a real card.
        autoComplete="off"
        required
        pattern="[\d \-]{12,23}"
        title="The digits on the card"
        maxLength={23}
        value={number}
        onChange={({ target }) => setNumber(target.value)}
      />
      <TestCards cards={cards} chosen={number} onChoose={setNumber} />
      <button type="submit" className="button button-buy min-h-13 text-lg">
        Pay
      </button>
    </form>
  );
}
