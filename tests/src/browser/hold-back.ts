import type { Page } from 'playwright-core';

/** Keeps from a page what the store says over its socket, until it is let through. Call it before the page is opened. */
export async function holdBack(page: Page): Promise<{ hold: () => void; letThrough: () => void }> {
  let holding = false;
  const held: (() => void)[] = [];
  await page.routeWebSocket(/\/trpc/, (near) => {
    near.connectToServer().onMessage((message) => {
      const pass = (): void => near.send(message);
      if (holding) held.push(pass);
      else pass();
    });
  });
  return {
    hold() {
      holding = true;
    },
    letThrough() {
      holding = false;
      for (const pass of held.splice(0)) pass();
    },
  };
}
