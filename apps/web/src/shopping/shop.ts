import { WAIT_MS } from '@lastpair/contracts';
import type { Outcome } from '@lastpair/contracts';
import { useSyncExternalStore } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { tabStorage } from '../server/browser-storage.ts';
import { takeOwnOutcome } from '../server/cache.ts';
import { client } from '../server/client.ts';
import { createShop } from './create-shop.ts';
import type { PendingCommand, Shopping } from './shopping-state.ts';

/** The shop of this tab. */
export const shop = createShop({
  send,
  ask: (commandId) => client.commands.byId.query({ commandId }),
  onOutcome: takeOwnOutcome,
  newId: uuidv7,
  now: Date.now,
  storage: tabStorage,
});

/** Sends a command. Its outcome comes by itself, too. */
function send(command: PendingCommand): Promise<Outcome> {
  const { commandId } = command;
  switch (command.kind) {
    case 'reserve': {
      const { dropId, size } = command;
      return client.reservations.reserve.mutate({ dropId, size, commandId, waitMs: WAIT_MS.page });
    }
    case 'purchase':
    case 'release': {
      const { reservationId } = command;
      return client.reservations[command.kind].mutate({
        reservationId,
        commandId,
        waitMs: WAIT_MS.page,
      });
    }
  }
}

/** What this tab is waiting for, and what it was told last. */
export const useShopping = (): Shopping => useSyncExternalStore(shop.subscribe, shop.getShopping);
