/** What every session is held to. A frozen or dead client must not hold a drop's lock for long. */
export const SESSION_SETTINGS = {
  default_transaction_isolation: 'read\\ committed',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '3s',
  synchronous_commit: 'on',
  timezone: 'UTC',
};

/**
 * For pools whose look-ups each have an index made for them: a table that is new, and so not analysed yet, must not tempt
 * the planner into reading it whole, and no plan is worth making again.
 */
export const INDEX_ONLY_SETTINGS = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
};
