// When a tenant's signing keys come and go. Pure.
//
// A key is published a day before it signs, so that whoever keeps the published keys for a while knows it in time; the one
// before stays published until nothing that it signed is valid any more. So there is no moment without overlap.

export type KeyTimes = { readonly keyId: string; readonly createdAt: number; readonly signsFrom: number };

export type KeyPlan = {
  /** The key that signs now; `undefined`: there is none, and a new one must sign at once. */
  readonly signing: string | undefined;
  /** When a new key is to begin signing, if one is due. */
  readonly addFrom: number | undefined;
  /** Keys that nothing valid is signed with any more. */
  readonly remove: readonly string[];
};

export function planSigningKeys(keys: readonly KeyTimes[], now: number): KeyPlan {
  const sorted = keys.toSorted((a, b) => a.signsFrom - b.signsFrom);
  const signing = sorted.findLast((key) => key.signsFrom <= now);
  if (signing === undefined) return { signing: undefined, addFrom: now, remove: [] };
  const next = sorted.find((key) => key.signsFrom > now);
  const due = next === undefined && now - signing.signsFrom >= SIGNS_MILLISECONDS;
  const before = sorted.filter((key) => key.signsFrom < signing.signsFrom);
  const isOver = now - signing.signsFrom >= OUTLIVES_MILLISECONDS;
  return {
    signing: signing.keyId,
    addFrom: due ? now + PUBLISHED_BEFORE_MILLISECONDS : undefined,
    remove: isOver ? before.map((key) => key.keyId) : [],
  };
}

const DAY = 24 * 60 * 60 * 1000;
/** How long a key signs before the next one is made. */
const SIGNS_MILLISECONDS = 60 * DAY;
/** How long a key is published before it signs. */
export const PUBLISHED_BEFORE_MILLISECONDS = DAY;
/** How long a key is published after it signed last: longer than any token lives. */
export const OUTLIVES_MILLISECONDS = 2 * DAY;
