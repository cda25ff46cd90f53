// The clock that looks for oracles finds one of five milliseconds under noise, and none where there is none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { compareTimes } from './existence-timing.ts';

const noisy = () => pause(1 + Math.random() * 6);

test('a difference of five milliseconds is found in noise of the same size, whichever side it is on', async () => {
  const late = async () => {
    await noisy();
    await pause(5);
  };
  assert.equal((await compareTimes(late, noisy, 1000)).verdict, 'different');
  assert.equal((await compareTimes(noisy, late, 1000)).verdict, 'different');
});

test('no difference is found where there is none', async () => {
  assert.notEqual((await compareTimes(noisy, noisy, 1000)).verdict, 'different');
});
