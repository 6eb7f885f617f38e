import type { Page } from 'playwright-core';

export type Held = {
  /** From now on, all of it or what `what` says yes to. */
  hold: (what?: (message: string) => boolean) => void;
  letThrough: () => void;
};

/** Keeps from a page what the store says over its socket, until it is let through. Call it before the page is opened. */
export async function holdBack(page: Page): Promise<Held> {
  let isHeld = (_message: string): boolean => false;
  const held: (() => void)[] = [];
  await page.routeWebSocket(/\/trpc/, (near) => {
    near.connectToServer().onMessage((message) => {
      const pass = (): void => near.send(message);
      if (isHeld(String(message))) held.push(pass);
      else pass();
    });
  });
  return {
    hold(what = () => true) {
      isHeld = what;
    },
    letThrough() {
      isHeld = () => false;
      for (const pass of held.splice(0)) pass();
    },
  };
}
