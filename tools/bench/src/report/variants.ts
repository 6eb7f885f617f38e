import { median } from '../measure/judge.ts';
import type { ScenarioReport } from './report.ts';

/** All runs of one variant: by value, its number in each run. */
export type VariantRuns = { variant: string; values: Map<string, number[]> };

/** The samples of a scenario by variant, in the order in which they were named. */
export function byVariant({ samples }: Pick<ScenarioReport, 'samples'>): VariantRuns[] {
  const variants = new Map<string, Map<string, number[]>>();
  const inOrder = samples.toSorted((one, other) => one.block - other.block);
  for (const { variant, values } of inOrder) {
    const known = variants.get(variant) ?? new Map<string, number[]>();
    variants.set(variant, known);
    for (const [name, value] of Object.entries(values)) {
      known.set(name, [...(known.get(name) ?? []), value]);
    }
  }
  return [...variants].map(([variant, values]) => ({ variant, values }));
}

/** The value in the middle, or undefined where a variant has no such value. */
export const medianOf = ({ values }: VariantRuns, name: string): number | undefined => {
  const found = values.get(name);
  return found && median(found);
};
