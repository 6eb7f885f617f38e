/**
 * SQLSTATE classes that say the statement or its data are at fault, so that trying the same again fails the same:
 * cardinality, data, integrity, syntax or access, raised by a function, internal. All others are a broken or
 * overloaded machine and heal. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OWN_FAULT = /^(21|22|23|42|P0|XX)/;

/** Connection, resources, operator intervention and the like, and a lock that was not to be had in time. */
const UNAVAILABLE = /^(08|25P|40|53|55P03|57|58)/;
/** Where no database is, or none that this machine knows of. */
const NOBODY_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND']);
const BROKEN_CONNECTION = new Set([...NOBODY_THERE, 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What pg says, without a code, when a connection ends or none is free in time; and of a database that is closed for now. */
const NO_CONNECTION =
  /connection terminated|timeout expired|timeout exceeded when trying to connect|query read timeout|not currently accepting connections/i;

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether the database can't answer now, but may again in a moment. */
export const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (
    (code.length === 5 && UNAVAILABLE.test(code)) ||
    BROKEN_CONNECTION.has(code) ||
    NO_CONNECTION.test(error.message)
  );
};

/** Whether it can't answer now although there is one. */
export const isBusy = (error: unknown): boolean =>
  isUnavailable(error) && !NOBODY_THERE.has(codeOf(error as Error));

/** Whether the database refused what was asked, as opposed to not being able to answer now. */
export const isOwnFault = (error: unknown): boolean => {
  const code = error instanceof Error ? codeOf(error) : '';
  return code.length === 5 && OWN_FAULT.test(code);
};
