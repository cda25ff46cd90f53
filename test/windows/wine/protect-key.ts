// In a node.exe: makes a key under HKEY_CURRENT_USER read-only for everyone, as some programs and policies do.

import { load } from 'koffi';
import { CURRENT_USER } from '../../../src/agent/registry/advapi.ts';

const READ_ONLY = 'D:P(D;;0x2;;;WD)(A;;KR;;;WD)';
const ALL_ACCESS = 0xf003f;
const DACL_SECURITY_INFORMATION = 4;

const advapi = load('advapi32.dll');
const parse = advapi.func(
  'bool ConvertStringSecurityDescriptorToSecurityDescriptorW(str16, uint32, _Out_ void **, void *)',
);
const open = advapi.func('long RegOpenKeyExW(intptr, str16, uint32, uint32, _Out_ intptr *)');
const protect = advapi.func('long RegSetKeySecurity(intptr, uint32, void *)');

const descriptor: [unknown] = [null];
const key: [number] = [0];
if (!parse(READ_ONLY, 1, descriptor, null)) throw new Error('the descriptor is not valid');
const opened: number = open(CURRENT_USER, process.argv[2], 0, ALL_ACCESS, key);
const done: number = opened === 0 ? protect(key[0], DACL_SECURITY_INFORMATION, descriptor[0]) : opened;
if (done !== 0) throw new Error(`Windows error ${done}`);
