import { describe, expect, it } from 'vitest';
import type { Evidence } from './evidence.ts';
import { goodEvidence, says } from './good-evidence.test-helper.ts';
import { judge } from './verdict.ts';
import type { FaultKind } from './verdict.ts';

const faultsOf = (evidence: Evidence): Partial<Record<FaultKind, number>> =>
  Object.fromEntries(
    judge(evidence).flatMap(({ kind, count }) => (count === 0 ? [] : [[kind, count]])),
  );

const withSize = (counters: Partial<Evidence['sizes'][number]>): Evidence => {
  const good = goodEvidence();
  return { ...good, sizes: good.sizes.map((size) => ({ ...size, ...counters })) };
};

const own = (id: string, shopper: number, reservationId = id) => ({
  id,
  reservationId,
  shopper,
  size: 'US 8',
});

describe('judge', () => {
  it('finds nothing wrong with a good run, all of whose log is known', () => {
    const evidence = goodEvidence();
    expect(evidence.replay).toMatchObject({ known: 7, expected: 7 });
    expect(faultsOf(evidence)).toEqual({});
  });

  it('oversold: shoppers own more pairs than there were', () => {
    const good = goodEvidence();
    const ownPurchases = [...good.ownPurchases, own('x', 5), own('y', 6)];
    expect(faultsOf({ ...good, ownPurchases })).toMatchObject({ oversold: 1 });
  });

  it('oversold: the counters have more pairs sold and held than there were', () => {
    expect(faultsOf(withSize({ sold: 2, reserved: 1, available: 0 }))).toMatchObject({
      oversold: 1,
    });
  });

  it('oversold: more pairs were out at one moment than there were', () => {
    const good = goodEvidence();
    const evidence = { ...good, replay: { ...good.replay, pairsBeyondStock: 1 } };
    expect(faultsOf(evidence)).toEqual({ oversold: 1 });
  });

  it('undersold: a pair is neither sold nor held nor available', () => {
    expect(faultsOf(withSize({ available: 0 }))).toEqual({ undersold: 1 });
  });

  it('undersold: a pair is still held though no hold is open', () => {
    expect(faultsOf(withSize({ available: 0, reserved: 1 }))).toEqual({ undersold: 1 });
  });

  it('undersold: a size is missing altogether', () => {
    expect(faultsOf({ ...goodEvidence(), sizes: [] })).toMatchObject({ undersold: 2 });
  });

  it('undersold: somebody was refused, and a pair was never given to anybody', () => {
    const good = goodEvidence();
    const holds = good.holds.filter(({ reservationId }) => reservationId === 'r0');
    expect(faultsOf({ ...good, holds })).toMatchObject({ undersold: 1 });
  });

  it('undersold: somebody was refused in a moment when a pair was free', () => {
    const good = goodEvidence();
    const evidence = { ...good, replay: { ...good.replay, wronglyRefused: 3 } };
    expect(faultsOf(evidence)).toEqual({ undersold: 3 });
  });

  it('undersold: a sale came to a halt before everything was sold', () => {
    expect(faultsOf({ ...goodEvidence(), leftOver: 1 })).toEqual({ undersold: 1 });
  });

  it('counter mismatch: fewer are sold than shoppers own', () => {
    expect(faultsOf(withSize({ sold: 0, available: 2 }))).toEqual({ 'counter mismatch': 1 });
  });

  it('counter mismatch: the total is not what it was', () => {
    expect(faultsOf(withSize({ total: 3, available: 2 }))).toEqual({ 'counter mismatch': 1 });
  });

  it('counter mismatch: a shopper does not find the pair that was bought', () => {
    expect(faultsOf({ ...goodEvidence(), ownPurchases: [] })).toEqual({ 'counter mismatch': 2 });
  });

  it('counter mismatch: watchers were shown counters that do not add up', () => {
    expect(faultsOf({ ...goodEvidence(), brokenViews: 4 })).toEqual({ 'counter mismatch': 4 });
  });

  it('duplicate effects: one command had two different answers', () => {
    const evidence = goodEvidence([says.refused('p0', 4, 'expired')]);
    expect(faultsOf(evidence)).toEqual({ 'duplicate effects': 1 });
  });

  it('duplicate effects: one reservation was bought twice', () => {
    const good = goodEvidence([says.purchased('another', 8, 'r0')]);
    const ownPurchases = [...good.ownPurchases, own('purchase-another', 0, 'r0')];
    expect(faultsOf({ ...good, ownPurchases })).toMatchObject({ 'duplicate effects': 1 });
  });

  it('duplicate effects: a pair that was let go was bought all the same', () => {
    const evidence = goodEvidence([says.purchased('late', 8, 'r1')]);
    expect(faultsOf(evidence)).toMatchObject({ 'duplicate effects': 1 });
  });

  it('duplicate effects: two commands have one place in the log', () => {
    const good = goodEvidence();
    const evidence = { ...good, replay: { ...good.replay, samePlace: 1 } };
    expect(faultsOf(evidence)).toEqual({ 'duplicate effects': 1 });
  });

  it('beyond the limit: a shopper bought two pairs where one is allowed', () => {
    const good = goodEvidence();
    const ownPurchases = [...good.ownPurchases, own('x', 0)];
    expect(faultsOf({ ...good, ownPurchases })).toMatchObject({ 'beyond the limit': 1 });
  });

  it('unanswered: a command has no answer', () => {
    const good = goodEvidence();
    const entries = good.entries.map((entry) =>
      entry.ask.commandId === 'r2' ? { ...entry, outcome: undefined } : entry,
    );
    expect(faultsOf({ ...good, entries })).toEqual({ unanswered: 1 });
  });

  it('unanswered: a second click has no answer', () => {
    const good = goodEvidence();
    const entries = good.entries.map((entry, index) =>
      index === 0 ? { ...entry, unansweredRepeats: 1 } : entry,
    );
    expect(faultsOf({ ...good, entries })).toEqual({ unanswered: 1 });
  });

  it('holds without an end: a reservation is active though its time is over', () => {
    const good = goodEvidence();
    const holds = good.holds.map((hold) => (hold.shopper === 3 ? { ...hold, ends: [] } : hold));
    expect(faultsOf({ ...good, holds })).toEqual({ 'holds without an end': 1 });
  });

  it('drift: the auditor finds some, or did not look at all', () => {
    expect(faultsOf({ ...goodEvidence(), drift: -2 })).toEqual({ drift: 2 });
    expect(faultsOf({ ...goodEvidence(), drift: undefined })).toEqual({ drift: 1 });
  });
});
