import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';
import { PlainError } from './plain-error.ts';

describe('parseOptions', () => {
  it('has a standard for everything', () => {
    expect(parseOptions([])).toMatchObject({
      url: 'http://127.0.0.1:4000',
      token: undefined,
      shoppers: 2_000,
      stock: 100,
      sizes: 5,
      holdSeconds: 5,
      pace: undefined,
      transport: 'ws',
      json: false,
    });
  });

  it('takes what is given', () => {
    const line =
      '--url https://shop.example/x --token t --shoppers 9 --stock 8 --sizes 7 --hold 6 --seed 5';
    expect(
      parseOptions([...line.split(' '), '--pace', '0.5', '--transport=rest', '--json']),
    ).toEqual({
      url: 'https://shop.example',
      token: 't',
      shoppers: 9,
      stock: 8,
      sizes: 7,
      holdSeconds: 6,
      seed: 5,
      pace: 0.5,
      transport: 'rest',
      json: true,
    });
  });

  it('has no more sizes than pairs when nobody asked for them', () => {
    expect(parseOptions(['--stock', '3'])).toMatchObject({ sizes: 3 });
  });

  it('gives help', () => {
    expect(parseOptions(['--help'])).toBe('help');
    expect(parseOptions(['-h'])).toBe('help');
  });

  it.each([
    [['--shoppers', '0'], '--shoppers must be a number from 1 to 20000, not "0"'],
    [['--shoppers', '20001'], '--shoppers'],
    [['--shoppers', 'many'], '--shoppers'],
    [['--shoppers', ''], '--shoppers'],
    [['--stock', '1.5'], '--stock must be a whole number, not "1.5"'],
    [['--hold', '3601'], '--hold'],
    [['--pace', '0'], '--pace'],
    [['--seed', '-1'], "'--seed' argument is ambiguous"],
    [['--stock', '2', '--sizes', '3'], '--sizes 3 needs at least as many pairs'],
    [['--transport', 'pigeon'], '--transport must be ws or rest, not "pigeon"'],
    [['--url', 'localhost:4000'], '--url must look like'],
    [['--spoons', '3'], "Unknown option '--spoons'"],
    [['2000'], 'Unexpected argument'],
  ])('refuses %j in plain words', (argv, message) => {
    expect(() => parseOptions(argv)).toThrow(PlainError);
    expect(() => parseOptions(argv)).toThrow(message);
  });
});
