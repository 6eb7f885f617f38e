import type { View } from '@lastpair/contracts';
import { useState } from 'react';
import { serverClock } from '../time/server-clock.ts';
import { DropCard } from './drop-card.tsx';
import { heroOf } from './hero-of.ts';
import { Hero } from './hero.tsx';

/** The hero and all drops. The hero stays the same while the page is open, or it would jump in the middle of a sale. */
export function Wall({ views }: { views: View[] }) {
  const [heroId, setHeroId] = useState<string>();
  const hero = views.find(({ id }) => id === heroId);
  if (views.length === 0) {
    return (
      <div className="py-24 text-center">
        <p className="display text-name">Nothing yet</p>
        <p className="mt-3 text-quiet">No drops yet. This page shows them as they come.</p>
      </div>
    );
  }
  if (!hero) setHeroId(heroOf(views, serverClock.now())?.id);
  return (
    <>
      {hero && <Hero view={hero} />}
      <ul className="mt-8 grid grid-cols-2 gap-x-4 gap-y-8 sm:mt-12 sm:gap-x-6 sm:gap-y-12 lg:grid-cols-3">
        {views.map((view) => (
          <li key={view.id}>
            <DropCard view={view} />
          </li>
        ))}
      </ul>
    </>
  );
}
