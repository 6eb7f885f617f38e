/** The sandbox's cards, by what they do. */
export const CARDS = {
  approves: '4242 4242 4242 4242',
  declines: '4000000000000002',
  silent: '4000000000000408',
  late: '4000000000003220',
  twice: '4000000000000259',
};
