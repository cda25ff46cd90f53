// Every limit of the wire and the service, in one place. Both sides know them, so that an agent never sends what the
// service must refuse.

/** A category document; the largest of real profiles is under 40 KB. */
export const DOCUMENT_BYTES_MAX = 1024 * 1024;
/** All documents of a snapshot together. */
export const SNAPSHOT_BYTES_MAX = 4 * 1024 * 1024;
/**
 * A file of a snapshot. Windows keeps a background re-encoded for the screen: 1 to 4 MB at 3840 × 2160; the largest that
 * fits uncompressed is 24 bits at 1920 × 1200, 6.9 MB.
 */
export const FILE_BYTES_MAX = 8 * 1024 * 1024;
/** All files of a snapshot together: a background, and the odd large value beside it. */
export const FILES_BYTES_MAX = 12 * 1024 * 1024;
export const FILES_MAX = 16;
/** A request body: documents as JSON strings inside JSON with room for escapes, and files as base64. */
export const REQUEST_BYTES_MAX = 2 * SNAPSHOT_BYTES_MAX + 1.5 * FILES_BYTES_MAX;
/** Store apps of one person; devices in use have 30 to 150. */
export const APPS_MAX = 2000;
export const CATEGORIES_MAX = 64;
/** Settings of one category. */
export const SETTINGS_MAX = 5000;
/** Ids, names, category names: UTF-16 units. */
export const NAME_LENGTH_MAX = 256;
/** A page of an export ends with the snapshot that makes it larger than this. */
export const EXPORT_PAGE_BYTES = 8 * 1024 * 1024;
export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAX = 200;
export const RETENTION_SNAPSHOTS_MAX = 10_000;
export const RETENTION_DAYS_MAX = 3650;
export const CREDENTIAL_HOURS_DEFAULT = 24;
export const CREDENTIAL_HOURS_MAX = 90 * 24;
export const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
/** When the service gives up on a request; sooner than the agent, so that the agent hears why. */
export const ANSWER_TIMEOUT_MILLISECONDS = 25_000;
/** How long a service that is told to stop waits for the requests it has begun. */
export const SHUTDOWN_TIMEOUT_MILLISECONDS = 30_000;
/** How often an agent tries a request that failed for a passing reason. */
export const REQUEST_ATTEMPTS_MAX = 4;
/** Outcomes of one restore: settings, apps and pins together. */
export const SESSION_OUTCOMES_MAX = SETTINGS_MAX + APPS_MAX;
/** What a device says of policies: of Windows' there are 14, each in two places, and of Keepsake's own about 90. */
export const POLICY_REPORTS_MAX = 256;
/** How long a restore that was offered waits for a choice, and one that began for its end. */
export const OFFER_HOURS_MAX = 24;
export const APPLYING_HOURS_MAX = 72;
/** Decisions of one occasion about one person on one device: more than a year of restores asked about once a day. */
export const DECISIONS_KEPT_MAX = 400;
/** How long a restore that an administrator asks for waits for its device to come by. */
export const RESTORE_REQUEST_DAYS = 14;
/** Requests of one `$batch`: Microsoft Graph's own limit. */
export const BATCH_REQUESTS_MAX = 20;
/** Policies, profiles and filters of one kind in one tenant. */
export const MANAGEMENT_OBJECTS_MAX = 1000;
/** One of them, as JSON; security baselines of several hundred settings take some 300 KB. */
export const MANAGEMENT_OBJECT_BYTES_MAX = 512 * 1024;
/** Values inside values of one. */
export const MANAGEMENT_OBJECT_DEPTH_MAX = 64;
/** Targets that one is assigned to. */
export const ASSIGNMENTS_MAX = 500;
/** One JSON document of an import; CSV and JSON lines are read piece by piece and have no limit. */
export const IMPORT_DOCUMENT_BYTES_MAX = 256 * 1024 * 1024;
/** Records that are taken in together, and told of in one audit event. */
export const IMPORT_BATCH_MAX = 200;
/** Audit events of one answer. */
export const AUDIT_PAGE_SIZE_MAX = 500;
/** How far the clocks of issuers may be from the service's. */
export const TOKEN_SKEW_SECONDS = 60;
/** How old the sign-in may be that lets a device join. */
export const JOIN_SIGN_IN_SECONDS_MAX = 10 * 60;
/** How long a proof of possession is good, and how far ahead a device's clock may be. */
export const PROOF_SECONDS_MAX = 60;
export const PROOF_SECONDS_AHEAD_MAX = 10;
/** Roles of a tenant's own. */
export const ROLES_MAX = 100;
/** Of one tenant; a group holds a role with one. */
export const ROLE_ASSIGNMENTS_MAX = 2000;
/** Requests of one person, or application, that nobody has decided on. */
export const PENDING_APPROVALS_MAX = 20;
/** Of a rollout: rings are waves, not departments. */
export const ROLLOUT_RINGS_MAX = 50;
/** That are not closed. */
export const ROLLOUT_EXCEPTIONS_MAX = 500;
