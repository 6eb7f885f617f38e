/**
 * Undoes, for good, what ioredis does to all strings of a process. It declares a class that extends String, and from then on V8
 * keeps `String.prototype` as a dictionary: compiled code, too, looks up `charCodeAt`, `slice` and the rest in it at each call,
 * up to ten times as slowly. Reading strings never ends that; writing to a String object does. What a library that only makes an
 * object of `String.prototype` does to another: https://github.com/inikulin/parse5/issues/1348
 */
export function keepStringsFast(): void {
  const text = Object('') as { written?: boolean };
  text.written = true;
}
