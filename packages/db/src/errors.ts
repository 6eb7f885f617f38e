/**
 * SQLSTATE classes that say the statement or its data are at fault, so that trying the same again fails the same:
 * cardinality, data, integrity, syntax or access, raised by a function, internal. All others are a broken or
 * overloaded machine and heal. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OWN_FAULT = /^(21|22|23|42|P0|XX)/;

/** Whether the database refused what was asked, as opposed to not being able to answer now. */
export const isOwnFault = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.length === 5 &&
  OWN_FAULT.test(error.code);
