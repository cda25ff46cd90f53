// Whether one request takes longer than another: the clock as an oracle for what exists.
//
// Pairs of requests alternate, so that both meet the same load, and the median of their differences is estimated with a
// confidence interval from order statistics, which asks nothing of the noise's shape. It goes on until the interval is
// narrow enough to tell; on a machine so busy that it never is, no verdict is given rather than a wrong one.

export type TimingVerdict = {
  readonly verdict: 'alike' | 'different' | 'unknown';
  readonly medianMilliseconds: number;
};

/** What is alike lies within this: far under what a look into another tenant's rows could be hidden in. */
export const BOUND_MILLISECONDS = 2;

export async function compareTimes(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  pairsMax: number,
): Promise<TimingVerdict> {
  const differences: number[] = [];
  for (;;) {
    for (let pair = 0; pair < PAIRS_AT_ONCE; pair += 1) differences.push(await difference(one, other, pair % 2 === 0));
    const { low, median, high } = medianInterval(differences.toSorted((a, b) => a - b));
    const medianMilliseconds = median;
    if (-BOUND_MILLISECONDS < low && high < BOUND_MILLISECONDS) return { verdict: 'alike', medianMilliseconds };
    if (low > BOUND_MILLISECONDS / 2 || high < -BOUND_MILLISECONDS / 2)
      return { verdict: 'different', medianMilliseconds };
    if (differences.length >= pairsMax) return { verdict: 'unknown', medianMilliseconds };
  }
}

async function difference(one: () => Promise<unknown>, other: () => Promise<unknown>, oneFirst: boolean) {
  const first = await duration(oneFirst ? one : other);
  const second = await duration(oneFirst ? other : one);
  return oneFirst ? first - second : second - first;
}

async function duration(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Where the median of the distribution lies with a confidence of 99.99 % (normal approximation of the binomial). */
function medianInterval(sorted: readonly number[]): { low: number; median: number; high: number } {
  const n = sorted.length;
  const reach = Math.ceil((3.9 * Math.sqrt(n)) / 2);
  const at = (index: number) => sorted[Math.min(Math.max(index, 0), n - 1)] ?? 0;
  const middle = Math.floor(n / 2);
  return { low: at(middle - reach), median: at(middle), high: at(middle + reach) };
}

const PAIRS_AT_ONCE = 20;
