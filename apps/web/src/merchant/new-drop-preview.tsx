import { Stage } from '../drop/stage.tsx';
import { Swatches } from '../drop/swatches.tsx';

/** What is in the form so far. */
export type Draft = { brand: string; name: string; colorway: string; sizes: string };

/** The shoe of a new drop, as it will stand on the wall. */
export function NewDropPreview({ draft: { brand, name, colorway } }: { draft: Draft }) {
  const shown = name || 'Your shoe';
  const colours = colorway || 'Chalk / Ink';
  return (
    <div
      className="max-lg:order-first grid content-start gap-3 lg:sticky lg:top-22"
      data-testid="preview"
    >
      <Stage
        product={{ name: shown, colorway: colours, imageUrl: null }}
        className="grid aspect-5/4 place-items-center rounded-tile"
        shoeClassName="w-[90%]"
      />
      <div className="grid gap-1 px-1">
        <p className="label text-quiet">{brand || 'Brand'}</p>
        <p className="display text-3xl">{shown}</p>
        <Swatches colorway={colours} />
      </div>
    </div>
  );
}
