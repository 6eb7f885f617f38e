import type { View } from '@lastpair/contracts';
import { useHasCome } from '../time/use-has-come.ts';
import { glanceOf } from './stock.ts';
import type { Glance } from './stock.ts';

/** A drop at a glance. It turns from soon to live by itself, when its time has come. */
export const useGlance = (view: View): Glance => glanceOf(view, useHasCome(view.opensAt));
