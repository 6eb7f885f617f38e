type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What this browser keeps, shared by its tabs. */
export const browserStorage: Kept = orForgetful(() => localStorage);

/** What this tab keeps over a reload. */
export const tabStorage: Kept = orForgetful(() => sessionStorage);

/** A browser that lets nothing be kept throws when asked for its storage. Then nothing is kept, and all else works. */
function orForgetful(find: () => Storage): Kept {
  try {
    return find();
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}
