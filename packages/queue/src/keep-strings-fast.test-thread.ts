import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
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
parentPort?.postMessage({ atFirst, withIoredis, kept, extendedAgain: areFast() });
