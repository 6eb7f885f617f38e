import { Outcome, WAIT_MS } from '@lastpair/contracts';
import type { Http } from './http.ts';
import type { Line } from './line.ts';
import { toStoreError } from './store-error.ts';

/** A shopper on plain HTTP, who waits in each request for its answer. */
export function openRestLine(http: Http, token: string): Line {
  return {
    async send(dropId, ask) {
      const { commandId } = ask;
      const { body } = await http.send(
        'POST',
        ask.kind === 'reserve'
          ? `/drops/${dropId}/reservations`
          : `/reservations/${ask.reservationId}/${ask.kind}`,
        token,
        {
          commandId,
          waitMs: WAIT_MS.max,
          ...(ask.kind === 'reserve' && { size: ask.size }),
        },
      );
      return Outcome.parse(body);
    },
    async lookUp(commandId) {
      try {
        return Outcome.parse((await http.send('GET', `/commands/${commandId}`, token)).body);
      } catch (thrown) {
        const error = toStoreError(thrown);
        if (error.status === 404) return undefined;
        throw error;
      }
    },
    close: () => undefined,
  };
}
