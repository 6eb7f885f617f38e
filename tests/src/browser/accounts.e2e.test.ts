import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { visit } from '../kit/browser.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { draw } from './draw.ts';
import { pressSize, reserveAs, useBrowser } from './use-browser.ts';

const PHONE = { width: 390, height: 844 };
const PASSWORD = 'correct horse battery';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const fillIn = async (page: Page, fields: Record<string, string>) => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
  await page.keyboard.press('Enter');
};
const signedInAs = (page: Page, name: string) =>
  page.getByTestId('signed-in-as').getByText(name).waitFor({ state: 'attached' });

describe.skipIf(inject('chromium') === null)('accounts in a real browser', () => {
  const store = useStore({ backend: 'postgres', apis: 2, workers: 1 });
  const browser = useBrowser();

  test('one registers on a phone, buys, signs out, signs in elsewhere, and has the pair', async () => {
    const drop = await store().drop();
    const { page, complaints } = await visit(browser(), `${store().url}/drops/${drop.id}`);
    await page.setViewportSize(PHONE);
    await pressSize(page, '42');
    await press(page, 'New account');
    await fillIn(page, { 'Your name': 'Zoë', Email: 'zoe@example.com', Password: PASSWORD });
    await page.getByTestId('hold').waitFor();
    await page.getByRole('button', { name: /^buy/i }).click();
    await until('the purchase', async () => (await store().view(drop.id)).sizes[0]!.sold === 1);
    await page.goto(`${store().url}/bag`);
    await page.getByTestId('purchases').getByText('Moonwalker').waitFor();
    expect(await page.getByText('You are here as a guest').count()).toBe(0);
    await press(page, 'Sign out');
    await page.getByRole('button', { name: 'My account' }).waitFor();
    expect(complaints).toEqual([]);

    const elsewhere = await visit(browser(), `${store().urls[1]!}/bag`);
    await press(elsewhere.page, 'My account');
    await fillIn(elsewhere.page, { Email: 'zoe@example.com', Password: PASSWORD });
    await elsewhere.page.getByTestId('purchases').getByText('Moonwalker').waitFor();
    expect(elsewhere.complaints).toEqual([]);
  });

  test('a guest makes an account of who they are, and keeps the pair they hold', async () => {
    const drop = await store().drop();
    const { page, complaints } = await visit(browser(), `${store().url}/drops/${drop.id}`);
    await reserveAs(page, 'Ada', '42');
    await page.getByTestId('hold').waitFor();
    await page.goto(`${store().url}/bag`);
    await press(page, 'Make an account');
    await fillIn(page, { 'Your name': 'Ada', Email: 'ada@example.com', Password: PASSWORD });
    await page.getByText('You are here as a guest').waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByTestId('hold').getByRole('button', { name: /^buy/i }).click();
    await page.getByTestId('purchases').getByText('Moonwalker').waitFor();
    await signedInAs(page, 'Ada');
    expect(complaints).toEqual([]);
  });

  test('what is wrong is said where it is asked, on a page that all can read', async () => {
    const { page } = await visit(browser(), store().url);
    await page.setViewportSize(PHONE);
    await press(page, 'Sign in');
    await press(page, 'My account');
    expect(await page.getByLabel('Email').getAttribute('autocomplete')).toBe('username');
    expect(await page.getByLabel('Password').getAttribute('autocomplete')).toBe('current-password');
    await fillIn(page, { Email: 'nobody@example.com', Password: 'anything at all' });
    await page
      .getByRole('alert')
      .getByText(/no account with this email and password/i)
      .waitFor();
    await press(page, 'New account');
    await fillIn(page, { 'Your name': 'Zoë', Email: 'new@example.com', Password: 'short' });
    const password = page.getByLabel('Password');
    expect(await password.getAttribute('autocomplete')).toBe('new-password');
    expect(await page.locator('input[name="password"]:invalid').count()).toBe(1);
    await draw(page, 'new-account', ['phone']);
  });

  test('a session that ends elsewhere ends on the open page', async () => {
    const { page } = await visit(browser(), `${store().url}/bag`);
    await page.getByLabel('Your name').fill('Eve');
    await page.keyboard.press('Enter');
    await signedInAs(page, 'Eve');
    const [cookie] = await page.context().cookies();
    const response = await fetch(`${store().urls[1]!}/api/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cookie!.value}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(200);
    await page.getByTestId('signed-in-as').waitFor({ state: 'detached' });
    await page.getByLabel('Your name').waitFor();
  });
});

describe.skipIf(inject('chromium') === null)('a store without guests, in a real browser', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { GUEST_SIGN_IN: 'off' },
  });
  const browser = useBrowser();

  test('offers an account or a new one, and nothing that it would refuse', async () => {
    const { page, complaints } = await visit(browser(), `${store().url}/bag`);
    await page.getByLabel('Email').waitFor();
    const ways = page.getByRole('group', { name: 'How to sign in' }).getByRole('button');
    expect(await ways.allTextContents()).toEqual(['My account', 'New account']);
    await press(page, 'New account');
    await fillIn(page, { 'Your name': 'Zoë', Email: 'zoe@example.com', Password: PASSWORD });
    await signedInAs(page, 'Zoë');
    expect(complaints).toEqual([]);
  });
});
