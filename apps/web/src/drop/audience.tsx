import { useAudience } from '../server/use-audience.ts';

/** Who else is looking, as a number. */
export function Audience({ dropId }: { dropId: string }) {
  const watching = useAudience(dropId);
  if (watching === undefined || watching === 0) return null;
  return (
    <p
      className="label flex items-center gap-1.5 rounded-full bg-card px-2.5 py-1 font-semibold"
      data-testid="audience"
    >
      <svg viewBox="0 0 16 10" className="w-4" aria-hidden="true">
        <path
          d="M1 5c4-5.3 10-5.3 14 0-4 5.3-10 5.3-14 0z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
        />
        <circle cx="8" cy="5" r="2" fill="currentColor" />
      </svg>
      {watching === 1 ? 'Only you are looking' : `${watching} are looking`}
    </p>
  );
}
