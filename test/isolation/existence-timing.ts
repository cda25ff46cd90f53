// Whether one request takes longer than another: the clock as an oracle for what exists.
//
// Pairs of requests alternate, so that both meet the same load, and the median of their differences is estimated with a
// confidence interval from order statistics, which asks nothing of the noise's shape. It goes on until the interval lies
// on one side of the bound, so a busy machine costs time and never the verdict.

export type TimingVerdict = { readonly slower: boolean; readonly medianMilliseconds: number; readonly pairs: number };

/** Far under what a look into another tenant's rows could be hidden in, far above what two equal requests differ by. */
export const BOUND_MILLISECONDS = 2;

export async function compareTimes(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<TimingVerdict> {
  const differences: number[] = [];
  for (;;) {
    for (let pair = 0; pair < PAIRS_AT_ONCE; pair += 1) differences.push(await difference(one, other, pair % 2 === 0));
    const sorted = differences.toSorted((a, b) => a - b);
    const { low, median, high } = medianInterval(sorted);
    const inside = -BOUND_MILLISECONDS < low && high < BOUND_MILLISECONDS;
    const outside = low > BOUND_MILLISECONDS || high < -BOUND_MILLISECONDS;
    if (inside || outside || sorted.length >= PAIRS_MAX) {
      return {
        slower: !inside && Math.abs(median) > BOUND_MILLISECONDS,
        medianMilliseconds: median,
        pairs: sorted.length,
      };
    }
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

/** Where the median of the distribution lies with a confidence of 99.9 % (normal approximation of the binomial). */
function medianInterval(sorted: readonly number[]): { low: number; median: number; high: number } {
  const n = sorted.length;
  const reach = Math.ceil((3.29 * Math.sqrt(n)) / 2);
  const at = (index: number) => sorted[Math.min(Math.max(index, 0), n - 1)] ?? 0;
  const middle = Math.floor(n / 2);
  return { low: at(middle - reach), median: at(middle), high: at(middle + reach) };
}

const PAIRS_AT_ONCE = 20;
const PAIRS_MAX = 600;
