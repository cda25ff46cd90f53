// A Cloud PC is somebody's own. A limit of Microsoft's service: a Frontline Cloud PC in shared mode gives people a fresh one each
// time, which Microsoft leaves out. Nothing in the matter forbids it, and an organization may lift it.

import type { CloudPcKind } from '../../device/device-facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const cloudPcKind: Rule = {
  id: 'cloud-pc-kind',
  title: "A Cloud PC is one person's own, not a Frontline Cloud PC in shared mode",
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'service',
  requirements: ['R10'],
  source: "Microsoft's announcement of the restore at first sign-in, and its questions and answers on Cloud PCs",
  judge: ({ device }) => (device.cloudPc === undefined ? unknown('device.cloudPc') : ANSWERS[device.cloudPc]),
};

const ANSWERS: Readonly<Record<CloudPcKind, Judgement>> = {
  none: yes('No Cloud PC'),
  dedicated: yes('A Cloud PC of its own'),
  frontlineShared: no('A Frontline Cloud PC in shared mode', {
    code: 'shared-cloud-pc',
    administrator:
      'The device is a Windows 365 Frontline Cloud PC in shared mode, which starts afresh for whoever connects.',
    person: 'This Cloud PC is shared and starts afresh each time, so your settings are not kept on it.',
    fix: 'Assign a dedicated Cloud PC (Windows 365 Enterprise, or Frontline in dedicated mode); or lift this limit for the organization.',
  }),
};
