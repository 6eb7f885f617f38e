import type { ReactNode } from 'react';
import { OUTCOME_ID } from './use-focus-handover.ts';

/** The look of what was said, by how good it is. */
export const tones = {
  good: 'bg-good-wash text-good',
  bad: 'bg-bad-wash text-bad',
  waiting: 'bg-wait-wash text-wait sending',
};
export type Tone = keyof typeof tones;

/** Where a page says what became of a click: screen readers are told by themselves, and focus comes here when its button goes. */
export function OutcomeRegion({
  testId,
  tone,
  children,
}: {
  testId: string;
  tone: Tone | undefined;
  children: ReactNode;
}) {
  return (
    <div
      id={OUTCOME_ID}
      role="status"
      aria-live="polite"
      tabIndex={-1}
      className="rounded-2xl outline-none focus-visible:ring-3 focus-visible:ring-focus"
      data-testid={testId}
      data-tone={tone}
    >
      {children}
    </div>
  );
}
