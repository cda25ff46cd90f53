// The names that somebody may have meant: for "there is no …; did you mean …?".

/** The candidates that are most like it, the nearest first; none that is nothing like it. Capitals do not matter. */
export function nearest(name: string, candidates: readonly string[], count = 3): readonly string[] {
  const wanted = name.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(wanted.length, candidate.length) * LIKENESS)
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Of the longer one's letters at most so many may differ. */
const LIKENESS = 0.5;

/** How many letters are to be put in, taken out or changed (Levenshtein); a name that begins with it is one away. */
function distanceOf(wanted: string, candidate: string): number {
  if (candidate.startsWith(wanted)) return Math.min(1, candidate.length - wanted.length);
  let above = Array.from({ length: candidate.length + 1 }, (_, index) => index);
  for (let row = 1; row <= wanted.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= candidate.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (wanted[row - 1] === candidate[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[candidate.length] ?? 0;
}
