import { describe, expect, test } from 'vitest';
import { hasPrivateHost, isPrivateAddress, lookupPublic } from './addresses.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::',
  'fd00::1',
  'fe80::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  'not an address',
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
  '%s is public',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);

describe('the host of', () => {
  test.each([
    'ws://localhost:1',
    'ws://x.localhost',
    'ws://LOCALHOST.',
    'ws://[::1]:5',
    'ws://127.1',
    'ws://2130706433',
    'ws://0x7f.1',
    'ws://[::ffff:7f00:1]',
  ])('%s is private', (url) => {
    expect(hasPrivateHost(url)).toBe(true);
  });

  test('a name is not known to be private before it is looked up', async () => {
    expect(hasPrivateHost('wss://taps.example')).toBe(false);
    const error = await new Promise((resolve) => lookupPublic('localhost', {}, resolve));
    expect(String(error)).toContain('localhost has a private address');
  });
});
