import { useState } from 'react';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { DiscardForm } from './discard-form.tsx';
import { retryWords } from './letter-words.ts';
import type { Letter } from './letter-words.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** What can be done about a letter that waits: try it again, or let it go with a reason. */
export function LetterSteps({ letter, onDone }: { letter: Letter; onDone: () => void }) {
  const { id: letterId, kind } = letter;
  const [letting, setLetting] = useState(false);
  const retry = trpc.deadLetters.retry.useMutation({ onSuccess: onDone });
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className="button button-main"
          aria-disabled={retry.isPending}
          aria-describedby={`retry-${letterId}`}
          onClick={() => {
            if (!retry.isPending) retry.mutate({ letterId });
          }}
        >
          {retry.isPending ? 'Trying…' : 'Try again'}
        </button>
        <button
          type="button"
          className="button"
          aria-expanded={letting}
          onClick={() => setLetting(!letting)}
        >
          Discard
        </button>
        <p id={`retry-${letterId}`} className="text-sm text-quiet">
          {retryWords[kind]}
        </p>
      </div>
      <Trouble>{retry.error && troubleInWords(retry.error)}</Trouble>
      {letting && (
        <DiscardForm letterId={letterId} onDone={onDone} onCancel={() => setLetting(false)} />
      )}
    </div>
  );
}
