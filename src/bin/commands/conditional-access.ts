// `keepsake ca`: Conditional Access offline, on exported policies. Nothing is sent anywhere; it works as well for
// organizations that use Microsoft's own backup service.

import { Command, Option } from 'commander';
import { evaluate, type Outcome, outcomeOf } from '../../domain/conditional-access/evaluate.ts';
import { explainRestore } from '../../domain/conditional-access/explanation/explain-restore.ts';
import { type Exports, tenantFromExports, worstKind } from '../../domain/conditional-access/read-exports.ts';
import { judgedApplication, type SignIn, type Target } from '../../domain/conditional-access/sign-in.ts';
import type { Tenant } from '../../domain/conditional-access/tenant.ts';
import { parseWhatIfRequest } from '../../domain/conditional-access/what-if-request.ts';
import { APPLICATIONS } from '../../domain/conditional-access/well-known.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { EXIT } from '../exit.ts';
import { type Complaint, outputOf, withJson } from '../output.ts';
import { checkJson, renderCheck } from '../render/conditional-access-check.ts';
import { explanationJson, renderExplanation } from '../render/conditional-access-explain.ts';
import { renderWhatIf, whatIfJson } from '../render/conditional-access-what-if.ts';
import { conditionalAccessImportCommand } from './conditional-access-import.ts';
import { readExportsIn, readJsonFile } from './conditional-access-exports.ts';
import { type FactOptions, factsFrom, withFacts } from './conditional-access-facts.ts';

type PolicyOptions = { readonly policies: string; readonly json?: boolean };
type WhatIfOptions = PolicyOptions &
  FactOptions & {
    readonly app?: readonly string[];
    readonly scopes?: readonly string[];
    readonly userAction?: string;
    readonly authContext?: string;
    readonly request?: string;
    readonly all?: boolean;
  };

export function conditionalAccessCommand(): Command {
  return new Command('ca')
    .description('Conditional Access: would exported policies let a restore through, and what would it take?')
    .addCommand(explainCommand())
    .addCommand(whatIfCommand())
    .addCommand(checkCommand())
    .addCommand(conditionalAccessImportCommand());
}

function explainCommand(): Command {
  return withFacts(withPolicies(new Command('explain')))
    .description('Explain which policies block a restore during setup or at first sign-in, and the smallest change.')
    .addHelpText(
      'after',
      `
Not given, a fact is unknown, except: Windows, a desktop client, a member of the tenant, no risk, a password just shown, a
device that has joined Entra and is not compliant yet.

Examples:
  keepsake ca explain --policies ./export --user ada@contoso.example --groups "All staff" --roles none --country NL
  keepsake ca explain --policies ./export --directory users.json --user ada@contoso.example --device device.json --json

Exit codes: 0 the restore passes, perhaps after a prompt; ${EXIT.blocked} a policy blocks it; ${EXIT.undecided} that depends on
facts which were not given, or on a policy that can not be read. Docs: docs/admin/conditional-access.md`,
    )
    .action(explain);
}

function whatIfCommand(): Command {
  return withFacts(withPolicies(new Command('what-if')))
    .description('Evaluate one sign-in, as Entra’s What If does.')
    .option('--app <id or name>', 'the application asked for (repeatable)', collect)
    .option('--scopes <list>', 'scopes asked for; nothing but sign-in scopes is judged as the directory itself', words)
    .option('--user-action <name>', 'register-security-info or register-device, instead of an application')
    .option('--auth-context <id>', 'an authentication context such as c1, instead of an application')
    .addOption(
      new Option('--request <file>', 'the body of a Graph What If request, instead of options').conflicts('app'),
    )
    .option('--all', 'also list policies that do not apply')
    .addHelpText(
      'after',
      `
Not given, a fact is unknown, and what depends on it is undecided: nothing is assumed.

Examples:
  keepsake ca what-if --policies ./export --app d32c68ad-72d2-4acb-a0c7-46bb2cf93873 --platform windows --groups none
  keepsake ca what-if --policies ./export --request what-if.json --json

Exit codes: 0 allowed, perhaps after a prompt; ${EXIT.blocked} blocked; ${EXIT.undecided} perhaps blocked: not enough is known.`,
    )
    .action(whatIf);
}

function checkCommand(): Command {
  return withPolicies(new Command('check'))
    .description('Check exported policies: what is malformed, what nobody here understands, what is missing.')
    .addHelpText(
      'after',
      `
Example:
  keepsake ca check --policies ./export

Exit codes: 0 everything was understood; ${EXIT.partial} something was not, and counts as applying wherever it may;
${EXIT.failed} something is malformed.`,
    )
    .action(check);
}

function explain(options: PolicyOptions & FactOptions): void {
  const output = outputOf(options);
  const loaded = load(options);
  if (!loaded.ok) return output.complain(loaded.error);
  const facts = factsFrom(options);
  if (!facts.ok) return output.complain(facts.error);
  const { identity } = facts.value;
  const asked = { ...facts.value, identity: { ...identity, guestType: identity.guestType ?? 'none' } };
  const explanation = explainRestore(loaded.value.tenant, asked);
  output.result(renderExplanation(explanation, loaded.value.tenant), explanationJson(explanation, loaded.value.tenant));
  exitWith(explanation.outcome);
}

function whatIf(options: WhatIfOptions): void {
  const output = outputOf(options);
  const loaded = load(options);
  if (!loaded.ok) return output.complain(loaded.error);
  const signIn = signInFrom(options, loaded.value.tenant);
  if (!signIn.ok) return output.complain(signIn.error);
  const evaluation = evaluate(loaded.value.tenant, signIn.value);
  const showsAll = options.all === true;
  output.result(renderWhatIf(evaluation, loaded.value.tenant, showsAll), whatIfJson(evaluation));
  exitWith(outcomeOf(evaluation.demand));
}

function check(options: PolicyOptions): void {
  const output = outputOf(options);
  const loaded = load(options);
  if (!loaded.ok) return output.complain(loaded.error);
  const { exports, tenant } = loaded.value;
  output.result(renderCheck(exports, tenant), checkJson(exports, tenant));
  const worst = worstKind(exports);
  if (worst !== undefined) process.exitCode = worst === 'malformed' ? EXIT.failed : EXIT.partial;
}

function load({ policies }: PolicyOptions): Result<{ exports: Exports; tenant: Tenant }, Complaint> {
  const exports = readExportsIn(policies);
  return exports.ok ? ok({ exports: exports.value, tenant: tenantFromExports(exports.value) }) : exports;
}

function signInFrom(options: WhatIfOptions, tenant: Tenant): Result<SignIn, Complaint> {
  if (options.request !== undefined) return requestIn(options.request);
  const facts = factsFrom(options);
  if (!facts.ok) return facts;
  const target = targetFrom(options, tenant);
  return target.ok ? ok({ proof: {}, ...facts.value, target: target.value }) : target;
}

function requestIn(path: string): Result<SignIn, Complaint> {
  const json = readJsonFile(path);
  if (!json.ok) return json;
  const request = parseWhatIfRequest(json.value);
  if (request.ok) return ok(request.value.signIn);
  const detail = request.error.map((finding) => `${finding.path}: ${finding.detail}`).join(' ');
  return fail({ code: 'bad-request', detail, fix: 'Graph documents the body at conditionalAccessRoot: evaluate.' });
}

const USER_ACTIONS: Readonly<Record<string, string>> = {
  'register-security-info': 'urn:user:registersecurityinfo',
  'register-device': 'urn:user:registerdevice',
};

function targetFrom(
  { app = [], scopes, userAction, authContext }: WhatIfOptions,
  tenant: Tenant,
): Result<Target, Complaint> {
  if (userAction !== undefined) return ok({ kind: 'userAction', action: USER_ACTIONS[userAction] ?? userAction });
  if (authContext !== undefined) return ok({ kind: 'authenticationContext', value: authContext });
  if (app.length === 0) {
    const detail = 'The sign-in asks for nothing.';
    return fail({ code: 'no-target', detail, fix: 'Say what it asks for: --app, --user-action or --auth-context.' });
  }
  const idOf = (name: string): string =>
    APPLICATIONS.find(({ id }) => tenant.names.same(id, name) === 'yes')?.id ?? name;
  return ok({ kind: 'application', applications: app.map((name) => ({ id: judgedApplication(idOf(name), scopes) })) });
}

function exitWith(outcome: Outcome): void {
  if (outcome === 'blocked') process.exitCode = EXIT.blocked;
  if (outcome === 'undecided') process.exitCode = EXIT.undecided;
}

function withPolicies(command: Command): Command {
  return withJson(
    command.requiredOption(
      '--policies <folder>',
      'folder (or file) with exported JSON: policies, named locations, groups',
    ),
  );
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function words(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((word) => word !== '');
}
