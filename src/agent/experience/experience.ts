// The pages that a person sees, put together: a restore offered during setup or at first sign-in, and the "Windows Backup"
// page. Each act is one of the agent's own use cases; a page can do nothing that the command line could not.

import { Type } from 'typebox';
import type { EnrollmentPhase } from '../../domain/enrollment/phase.ts';
import { ALL_GROUPS } from '../../domain/policy/backup-groups.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AppsView, BackupView, ExperienceAbout } from '../../protocol/experience.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { readQueue } from '../apps/queue-file.ts';
import { noteUndo } from '../restore/report-undo.ts';
import { sessionFile } from '../restore/session-file.ts';
import { resumeRestore } from '../schedule/offer-restore.ts';
import type { AgentContext } from '../schedule/agent-context.ts';
import { readOwnChoices, writeChoice } from '../status/own-choices.ts';
import type { AgentStatus } from '../status/status.ts';
import { type Conversation, type ConversationContext, startConversation } from './conversation.ts';
import { type ExperienceServer, startExperience } from './experience-server.ts';
import { backupView, backUpNow, choiceFor, history, preview } from './own-backups.ts';
import { ownDataRoutes } from './own-data.ts';
import { type PageFiles, pageFiles } from './page-files.ts';
import { bodyOf, type Route, type Routes, sendJson, sendResult } from './routes.ts';

export type ExperienceContext = {
  readonly page: 'offer' | 'app';
  readonly phase: EnrollmentPhase;
  /** The account, as it signs in. */
  readonly person: string;
  readonly restore: ConversationContext;
  readonly backup: AgentContext;
  readonly status: () => AgentStatus;
  /** Takes the latest restore back; answers with the name of its record. */
  readonly undo: () => Promise<Result<{ readonly sessionId: string }, AgentProblem>>;
  /** Goes on with the apps of a restore; left out where there are none to bring. */
  readonly bringApps?: () => Promise<unknown>;
  readonly files?: PageFiles;
  readonly goneAfterMilliseconds?: number;
  readonly retryMilliseconds?: number;
};

export type Experience = ExperienceServer & { readonly conversation: Conversation };

export async function openExperience(context: ExperienceContext): Promise<Result<Experience, AgentProblem>> {
  const files = context.files ?? pageFiles();
  if (files.size === 0) return fail(NOT_BUILT);
  const conversation = startConversation(context.restore, context.retryMilliseconds);
  const { goneAfterMilliseconds } = context;
  const server = await startExperience({
    files,
    routes: routesFor(context, conversation, () => server.close()),
    isBusy: conversation.isBusy,
    ...(goneAfterMilliseconds === undefined ? {} : { goneAfterMilliseconds }),
  });
  void server.closed.then(conversation.leave);
  if (context.page === 'offer') void conversation.offer(context.phase).then(() => context.bringApps?.());
  return ok({ ...server, conversation });
}

function routesFor(context: ExperienceContext, conversation: Conversation, finish: () => void): Routes {
  return {
    'GET /api/about': ({ response }) => sendJson(response, 200, aboutOf(context)),
    'GET /api/events': eventsOf(conversation),
    'POST /api/restore': restoreRoute(context, conversation),
    'POST /api/set-up-as-new': ({ response }) => sendResult(response, saidTo(conversation, 'setUpAsNew')),
    'POST /api/cancel': ({ response }) => sendResult(response, saidTo(conversation, 'cancel')),
    'POST /api/retry': ({ response }) => (conversation.retry(), sendResult(response, ok(true))),
    'POST /api/undo': async ({ response }) => sendResult(response, await undo(context, conversation)),
    'POST /api/finish': ({ response }) => {
      response.on('finish', finish);
      sendResult(response, ok(true));
    },
    'GET /api/preview': async ({ response, query }) => {
      const { restore } = context;
      sendResult(response, await preview(restore, query.get('snapshotId') ?? '', query.get('category')));
    },
    'GET /api/apps': ({ response }) => sendJson(response, 200, appsView(context.restore.stateFolder)),
    'GET /api/backup': ({ response }) => sendJson(response, 200, viewOfBackups(context)),
    'POST /api/groups': chooseRoute(context),
    'POST /api/backup': async ({ response }) => sendResult(response, await backUpNow(context.backup)),
    'GET /api/history': async ({ response }) => {
      const service = context.backup.connect();
      sendResult(response, service.ok ? await history(service.value.client, service.value.deviceName) : service);
    },
    ...ownDataRoutes(context.backup, conversation.isBusy),
  };
}

/** The view now, and each one after it; a comment from time to time says that somebody is there. */
function eventsOf(conversation: Conversation): Route {
  return ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (view: unknown): void => void response.write(`data: ${JSON.stringify(view)}\n\n`);
    const unwatch = conversation.watch(send);
    const beat = setInterval(() => void response.write(': here\n\n'), BEAT_MILLISECONDS);
    response.on('close', () => {
      clearInterval(beat);
      unwatch();
    });
    send(conversation.view());
  };
}

/** To an offer the choice of a device; on the app page any snapshot, whole or some categories of it. */
function restoreRoute({ page, restore, bringApps }: ExperienceContext, conversation: Conversation): Route {
  return async ({ request, response }) => {
    if (page === 'offer') {
      const chosen = await bodyOf(request, Type.Object({ profileId: Type.String() }));
      return sendResult(response, chosen.ok ? saidTo(conversation, chosen.value) : chosen);
    }
    const asked = await bodyOf(request, OnDemand);
    if (!asked.ok) return sendResult(response, asked);
    const choice = await choiceFor(restore, asked.value.snapshotId, asked.value.categories);
    const begun = choice.ok ? conversation.restore(choice.value) : choice;
    sendResult(response, begun);
    if (begun.ok) void bringApps?.();
  };
}

const OnDemand = Type.Object({
  snapshotId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  categories: Type.Array(Type.String(), { maxItems: 100 }),
});

function saidTo(conversation: Conversation, word: Parameters<Conversation['say']>[0]): Result<true, AgentProblem> {
  return conversation.say(word) ? ok(true) : fail(NOBODY_ASKED);
}

/** The service hears of it at once if it can, otherwise by the next scheduled run. */
async function undo(
  { undo: takeBack, restore }: ExperienceContext,
  conversation: Conversation,
): Promise<Result<true, AgentProblem>> {
  const undone = await takeBack();
  if (!undone.ok) return undone;
  noteUndo(sessionFile(restore.disk, restore.stateFolder), undone.value.sessionId, restore.newId);
  await resumeRestore({ ...restore, page: { decide: async () => ({ kind: 'later' }) } });
  conversation.show({ kind: 'undone' });
  return ok(true);
}

function viewOfBackups({ status, backup }: ExperienceContext): BackupView {
  return backupView(status(), readOwnChoices(backup.stateFolder));
}

/** A person's own switch: what is left out stays out of the next backup; what is stored already stays. */
function chooseRoute(context: ExperienceContext): Route {
  const { disk, stateFolder } = context.backup;
  return async ({ request, response }) => {
    const wanted = await bodyOf(request, GroupChoice);
    if (!wanted.ok) return sendResult(response, wanted);
    const { group, isIncluded } = wanted.value;
    const now = viewOfBackups(context).groups.find((it) => it.group === group);
    if (now?.mayChoose !== true) return sendResult(response, fail(NOT_YOURS));
    writeChoice(disk, stateFolder, { group, isIncluded, isHeldBack: now.isHeldBack });
    sendResult(response, ok(true));
  };
}

const GroupChoice = Type.Object({ group: Type.Enum([...ALL_GROUPS]), isIncluded: Type.Boolean() });

function appsView(stateFolder: string): AppsView {
  const apps = readQueue(stateFolder)?.apps ?? [];
  return { total: apps.length, waiting: apps.filter(({ state }) => state === 'waiting' || state === 'running').length };
}

function aboutOf({ page, phase, person, restore }: ExperienceContext): ExperienceAbout {
  const service = restore.connect();
  return { page, phase, person, deviceName: service.ok ? service.value.deviceName : '' };
}

const BEAT_MILLISECONDS = 15_000;

const NOBODY_ASKED: AgentProblem = {
  code: 'unknown-choice',
  detail: 'There is nothing to decide now, or that backup is not offered any more.',
  fix: 'Look at what the page shows now.',
};

const NOT_YOURS: AgentProblem = {
  code: 'policy-off',
  detail: 'Your organization leaves this out of backups.',
  fix: 'Ask its administrators if you need it.',
};

const NOT_BUILT: AgentProblem = {
  code: 'windows-needed',
  detail: 'The pages are not built.',
  fix: 'In the folder of Keepsake: npm ci, then npm run build:console.',
};
