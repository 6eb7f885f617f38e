import { HOLD_SECONDS, LIMIT_PER_SHOPPER } from '@lastpair/contracts';
import { Field } from '../parts/field.tsx';
import { parseSizes } from './parse-sizes.ts';

/** The fields of a new drop. `sizes` is what the sizes field has in it, so that what is wrong there is said at once. */
export function NewDropFields({ sizes }: { sizes: string }) {
  const read = parseSizes(sizes);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Brand" name="brand" required maxLength={60} />
      <Field
        label="Name"
        name="name"
        required
        maxLength={80}
        hint="High, Mid, Court or Runner in it picks the shape."
      />
      <Field
        label="Colourway"
        name="colorway"
        required
        maxLength={80}
        placeholder="Pine / Ember"
        hint="Upper / mark / laces"
      />
      <Field
        label="Picture"
        name="imageUrl"
        type="url"
        hint="https address. Without one the shoe is drawn."
      />
      <Field label="Price" name="price" inputMode="decimal" required placeholder="129.90" />
      <Field label="Currency" name="currency" required maxLength={3} defaultValue="USD" />
      <div className="sm:col-span-2">
        <Field
          label="Sizes"
          name="sizes"
          required
          placeholder="8x10, 9x25"
          hint={read.ok ? inWords(read.sizes) : 'Size x pairs, such as 8x10, 9x25'}
          problem={sizes !== '' && !read.ok ? read.problem : undefined}
        />
      </div>
      <Field
        label="Opens at"
        name="opensAt"
        type="datetime-local"
        step={1}
        hint="Your local time. Leave it empty to open it by hand."
      />
      <Field
        label="Hold, in seconds"
        name="holdSeconds"
        type="number"
        required
        min={HOLD_SECONDS.min}
        max={HOLD_SECONDS.max}
        defaultValue={HOLD_SECONDS.default}
      />
      <Field
        label="Pairs per shopper"
        name="limitPerShopper"
        type="number"
        required
        min={LIMIT_PER_SHOPPER.min}
        max={LIMIT_PER_SHOPPER.max}
        defaultValue={LIMIT_PER_SHOPPER.default}
      />
      <fieldset>
        <legend className="text-sm font-semibold">Shoppers see</legend>
        <label className="flex min-h-8 items-center gap-2">
          <input type="radio" name="stockDisplay" value="exact" defaultChecked /> exact counts
        </label>
        <label className="flex min-h-8 items-center gap-2">
          <input type="radio" name="stockDisplay" value="levels" /> levels only
        </label>
      </fieldset>
    </div>
  );
}

const inWords = (sizes: { total: number }[]): string =>
  `${sizes.length} sizes, ${sizes.reduce((sum, { total }) => sum + total, 0)} pairs`;
