// The Merkle tree of RFC 6962 over the entries of a log: how leaves and nodes are hashed, and how a tree grows by one leaf.
//
// A tree is carried by its frontier alone, the roots of the perfect subtrees that it is made of: one hash for each bit that
// is set in its size. That is enough to append and to have the root. Sizes are numbers up to 2^53, so bits are taken with
// arithmetic. Deliberately absent: proofs over paths; whoever holds the tiles makes any proof from them.

import { sha256Bytes } from '../../lib/hash.ts';

/** 32 bytes. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

export type Frontier = {
  readonly size: number;
  /** From left to right, so the largest subtree first. */
  readonly roots: readonly Hash[];
};

export const EMPTY_TREE: Frontier = { size: 0, roots: [] };

export type Grown = {
  readonly frontier: Frontier;
  /** The roots of the perfect subtrees that end with the new leaf, by height: the leaf itself, the pair, the four … */
  readonly subtrees: readonly Hash[];
};

export function append({ size, roots }: Frontier, leaf: Hash): Grown {
  const rest = [...roots];
  const subtrees = [leaf];
  let root = leaf;
  for (let count = size; count % 2 === 1; count = (count - 1) / 2) {
    root = nodeHash(rest.pop() as Hash, root);
    subtrees.push(root);
  }
  return { frontier: { size: size + 1, roots: [...rest, root] }, subtrees };
}

export function rootHash({ roots }: Frontier): Hash {
  return roots.length === 0 ? sha256Bytes() : roots.reduceRight((right, left) => nodeHash(left, right));
}

export function leafHash(entry: Uint8Array): Hash {
  return sha256Bytes(LEAF, entry);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256Bytes(NODE, left, right);
}

/** Leaves and nodes are hashed apart, so that no entry can pass for two. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
