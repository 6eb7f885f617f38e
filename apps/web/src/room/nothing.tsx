/** Said where a panel has nothing to show yet. */
export function Nothing({ text }: { text: string }) {
  return <p className="py-6 text-center text-quiet">{text}</p>;
}
