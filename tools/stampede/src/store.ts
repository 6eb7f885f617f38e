import { Health, Me, View } from '@lastpair/contracts';
import type { Http } from './http.ts';
import { shopperName } from './shopper-name.ts';
import { StoreError } from './store-error.ts';

/** The parts of the store's public API that need no live connection. All throw StoreError. */
export type Store = {
  health(): Promise<Health>;
  me(token: string): Promise<Me>;
  /** A new guest's token. */
  signInGuest(index: number): Promise<string>;
  createDrop(drop: {
    seed: number;
    shoppers: number;
    sizes: { size: string; total: number }[];
    holdSeconds: number;
    limitPerShopper: number;
  }): Promise<View>;
  openDrop(dropId: string): Promise<View>;
  /** The drop as the merchant sees it. */
  view(dropId: string): Promise<View>;
};

const PRICE_CENTS = 19_000;

/** The store behind `http`, for the holder of `merchantToken`. */
export function storeOf(http: Http, merchantToken: string): Store {
  const get = async (path: string, token?: string) => (await http.send('GET', path, token)).body;
  const post = async (path: string, body: object, token?: string) =>
    (await http.send('POST', path, token, body)).body;
  return {
    health: async () => Health.parse(await get('/health')),
    me: async (token) => Me.parse(await get('/me', token)),
    async signInGuest(index) {
      const { token } = (await post('/guests', { name: shopperName(index) })) as {
        token?: unknown;
      };
      if (typeof token === 'string') return token;
      throw new StoreError(0, 'no_token', 'the store made a guest, but gave no token');
    },
    createDrop: async ({ seed, shoppers, ...drop }) =>
      View.parse(
        await post(
          '/drops',
          {
            ...drop,
            product: {
              brand: 'Lastpair',
              name: `Stampede ${seed}`,
              colorway: `${shoppers} shoppers`,
              priceCents: PRICE_CENTS,
              currency: 'USD',
            },
          },
          merchantToken,
        ),
      ),
    openDrop: async (dropId) => View.parse(await post(`/drops/${dropId}/open`, {}, merchantToken)),
    view: async (dropId) => View.parse(await get(`/drops/${dropId}`, merchantToken)),
  };
}
