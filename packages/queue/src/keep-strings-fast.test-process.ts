import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { keepStringsFast } from './keep-strings-fast.ts';

// Whether V8 keeps strings fast, at each step.
setFlagsFromString('--allow-natives-syntax');
const areFast = (): unknown => runInThisContext('%HasFastProperties(String.prototype)');

const atFirst = areFast();
await import('ioredis');
const withIoredis = areFast();
keepStringsFast();
const kept = areFast();
void class extends String {};
process.send?.({ atFirst, withIoredis, kept, extendedAgain: areFast() });
