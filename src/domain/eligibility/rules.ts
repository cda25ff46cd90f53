// All rules, in the order in which people read them: what the device is, how it was set up, what the organization wants, who
// is there, what there is to restore, what happened before. A condition is one file in rules/ and one line here.

import type { Rule } from './rule.ts';
import { joinedDevice } from './rules/joined-device.ts';
import { notHybridInSetup } from './rules/not-hybrid-in-setup.ts';
import { organizationalAccount } from './rules/organizational-account.ts';

/**
 * Stored with every decision. Raise it whenever the same facts may be answered differently: a test holds it to a fingerprint
 * of what the rules are and of what they answer.
 */
export const RULE_SET_VERSION = '2026-11-21.1';

export const RULES: readonly Rule[] = [joinedDevice, notHybridInSetup, organizationalAccount];
