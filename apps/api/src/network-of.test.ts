import { describe, expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

describe('one address, as limits count', () => {
  test('is one IPv4 address, however it is written', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:cb00:7107')).toBe('203.0.113.7');
    expect(networkOf('203.0.113.7:51234')).toBe('203.0.113.7');
    expect(networkOf('203.0.113.8')).not.toBe(networkOf('203.0.113.7'));
  });

  test('is a whole /64 of IPv6, however it is written', () => {
    const home = networkOf('2001:db8:1:2::1');
    expect(home).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe(home);
    expect(networkOf('2001:0DB8:0001:0002:0000:0000:0000:0003')).toBe(home);
    expect(networkOf('2001:db8:1:3::1')).not.toBe(home);
    expect(networkOf('[2001:db8:1:2::9]:443')).toBe(home);
    expect(networkOf('fe80::1%eth0')).toBe('fe80::/64');
  });

  test('is itself when it is none', () => {
    expect(networkOf('unknown')).toBe('unknown');
    expect(networkOf('')).toBe('');
  });
});
