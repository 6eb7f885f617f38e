/** What --help prints. */
export const HELP = `Sends a crowd at a running store and proves that every pair was sold exactly once.

  npm run stampede -- --shoppers 2000 --stock 100

  --shoppers <n>    how many shoppers, each with a session and a connection (2000; at most 20000)
  --stock <n>       how many pairs the drop has (100)
  --sizes <n>       over how many sizes (5)
  --hold <s>        seconds a pair is held for whoever reserved it (5)
  --pace <n>        n reservations a second instead of all within one, until everything is sold:
                    a slow sell-out to watch in the browser
  --transport <t>   ws: tRPC over a WebSocket for each shopper (the standard); rest: plain HTTP
  --seed <n>        repeats the choices of an earlier run
  --url <url>       the store (http://127.0.0.1:4000)
  --token <token>   the merchant token (else MERCHANT_TOKEN, else .lastpair/merchant-token)
  --json            print the result as JSON on the last line, too
  --help            print this

Exit code: 0 if nothing was oversold, undersold, done twice, left unanswered or drifting; 1 if
anything was; 2 if the stampede could not be run.
`;
