// Inclusion proofs (RFC 6962, section 2.1.1; verified as RFC 9162, section 2.1.3.2 says): the hashes beside the way from a leaf
// to the root. With them, one entry is known to be in a tree, and nothing becomes known of the others.

import { type Hash, nodeHash } from './merkle.ts';

/** The root of the perfect subtree of this height that begins with this leaf. */
export type Subtrees = (firstLeaf: number, height: number) => Hash;

/** From the leaf's sibling up to the root's child. */
export function inclusionProof(subtrees: Subtrees, leafIndex: number, size: number): readonly Hash[] {
  return pathIn(subtrees, leafIndex, { first: 0, end: size });
}

/** The root that a leaf at this place and its proof lead to; `undefined` if the proof has not that tree's shape. */
export function rootOfProof(
  leaf: Hash,
  place: { readonly leafIndex: number; readonly size: number },
  proof: readonly Hash[],
): Hash | undefined {
  let [index, last, root] = [place.leafIndex, place.size - 1, leaf];
  if (index > last) return undefined;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (index % 2 === 1 || index === last) {
      root = nodeHash(sibling, root);
      while (index % 2 === 0 && index > 0) [index, last] = [index / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, sibling);
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

type Range = { readonly first: number; readonly end: number };

function pathIn(subtrees: Subtrees, leafIndex: number, { first, end }: Range): readonly Hash[] {
  if (end - first === 1) return [];
  const middle = first + 2 ** heightBelow(end - first);
  const [left, right] = [
    { first, end: middle },
    { first: middle, end },
  ];
  return leafIndex < middle
    ? [...pathIn(subtrees, leafIndex, left), rootOf(subtrees, right)]
    : [...pathIn(subtrees, leafIndex, right), rootOf(subtrees, left)];
}

function rootOf(subtrees: Subtrees, { first, end }: Range): Hash {
  const height = heightBelow(end - first);
  const middle = first + 2 ** height;
  // A perfect subtree has two equal halves.
  if (end - first === 2 ** (height + 1)) return subtrees(first, height + 1);
  if (end - first === 1) return subtrees(first, 0);
  return nodeHash(rootOf(subtrees, { first, end: middle }), rootOf(subtrees, { first: middle, end }));
}

/** The height of the largest perfect subtree that is smaller than the tree. */
function heightBelow(size: number): number {
  let height = 0;
  while (2 ** (height + 1) < size) height += 1;
  return height;
}
