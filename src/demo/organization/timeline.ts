// What happens in an organization, each thing at its time: collected in any order, then played in the order of time, so that the
// service sees it as it would have come. Nothing waits; the clock jumps.

export type Timeline = {
  /** Also while it plays: one thing leads to the next, which must not lie before it. */
  readonly at: (time: number, work: Happening) => void;
  /** Tells how far it is, from 0 to 1. */
  readonly play: (onProgress: (done: number) => void) => Promise<void>;
};

/** Handed the time at which it happens, milliseconds since 1970. */
export type Happening = (time: number) => Promise<unknown>;

export function newTimeline(): Timeline {
  const waiting: { readonly time: number; readonly work: Happening }[] = [];
  return {
    at: (time, work) => {
      const later = waiting.findIndex((it) => it.time > time);
      waiting.splice(later === -1 ? waiting.length : later, 0, { time, work });
    },
    play: async (onProgress) => {
      let done = 0;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await next.work(next.time);
        done += 1;
        onProgress(done / (done + waiting.length));
      }
    },
  };
}
