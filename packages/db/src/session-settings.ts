/** What every session is held to. A frozen or dead client must not hold a drop's lock for long. */
export const SESSION_SETTINGS = {
  default_transaction_isolation: 'read\\ committed',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '3s',
  synchronous_commit: 'on',
  timezone: 'UTC',
};
