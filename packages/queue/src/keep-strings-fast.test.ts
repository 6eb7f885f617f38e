import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { keepStringsFast } from './keep-strings-fast.ts';

test('strings become fast again after ioredis has extended String, and stay so whoever else does', () => {
  setFlagsFromString('--allow-natives-syntax');
  const areFast = (): unknown => runInThisContext('%HasFastProperties(String.prototype)');

  expect(Redis).toBeDefined();
  expect(areFast(), 'where ioredis leaves them fast, this function is not needed').toBe(false);
  keepStringsFast();
  expect(areFast()).toBe(true);
  void class extends String {};
  expect(areFast()).toBe(true);
});
