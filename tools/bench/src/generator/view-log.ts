/** Which line was shown which seq when, in arrays that grow. */
export type ViewLog = {
  note(line: number, seq: number, at: number): void;
  read(): { line: Int32Array; seq: Int32Array; at: Float64Array };
};

/** Makes an empty log. */
export function createViewLog(): ViewLog {
  let line = new Int32Array(1024);
  let seq = new Int32Array(1024);
  let at = new Float64Array(1024);
  let count = 0;
  const grow = (): void => {
    const [oldLine, oldSeq, oldAt] = [line, seq, at];
    line = new Int32Array(count * 2);
    seq = new Int32Array(count * 2);
    at = new Float64Array(count * 2);
    line.set(oldLine);
    seq.set(oldSeq);
    at.set(oldAt);
  };
  return {
    note(onLine, shown, when) {
      if (count === line.length) grow();
      line[count] = onLine;
      seq[count] = shown;
      at[count] = when;
      count += 1;
    },
    read: () => ({
      line: line.slice(0, count),
      seq: seq.slice(0, count),
      at: at.slice(0, count),
    }),
  };
}
