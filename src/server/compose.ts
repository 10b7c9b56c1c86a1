import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Hono, MiddlewareHandler } from 'hono'
import { createApp } from './app.ts'
import { type AuditLog, openAuditFile, streamAuditLog } from './audit/audit-log.ts'
import { openUsersFile, usersFault } from './auth/users-file.ts'
import { type Env, EnvError, readEnv } from './env.ts'
import { createFetch, type FetchFunction } from './fetch.ts'
import type { AppEnv } from './http/context.ts'
import { createLog, createOutput } from './http/log.ts'
import { hasEngine } from './mirror/store.ts'
import { storedSecret } from './recordings/sealed-url.ts'

/**
 * Sets up the demo account: the vendor's simulator replaces the network. The simulator is loaded for
 * this account only. The settings of the vendor's and the recordings' hosts have no effect.
 */
async function composeDemo(env: Env): Promise<{ env: Env; fetch: FetchFunction }> {
  const { createVendor, DEMO_KEY, DEMO_SECRET, VENDOR_ORIGIN } = await import(
    '../../mocks/vendor/handler.ts'
  )
  const folder = new URL('../../mocks/vendor/recordings/', import.meta.url)
  return {
    env: {
      ...env,
      apiKey: DEMO_KEY,
      apiSecret: DEMO_SECRET,
      baseUrl: VENDOR_ORIGIN,
      recordingHosts: null,
      readRate: 0, // the simulator needs no care
    },
    fetch: createVendor({
      now: Date.now,
      recordings: (name) => readFile(new URL(name, folder)),
      timeZone: env.timeZone,
    }),
  }
}

/** The stored secret, next to the app. */
const SECRET_FILE = new URL('../../.session-secret', import.meta.url)

/** Adds the stored secret if none is set, so that sessions and URLs of recordings survive a restart. */
function withSecret(env: Env, warn: (line: string) => void): Env {
  if (env.sessionSecret !== null) return env
  const path = fileURLToPath(SECRET_FILE)
  try {
    return { ...env, sessionSecret: storedSecret(path) }
  } catch {
    warn(
      `cannot keep a secret in ${path}: a restart ends sessions and addresses of recordings; set SESSION_SECRET`,
    )
    return env
  }
}

/** Opens the audit log. Without sign-in and without `AUDIT_FILE` there is none. */
function openAuditLog(
  { auditFile, auditRequired, auth }: Env,
  onLoss: (line: string) => void,
): AuditLog | null {
  const options = { now: Date.now, onLoss }
  try {
    if (auditFile !== null) return openAuditFile(auditFile, options)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new EnvError(`AUDIT_FILE: ${auditFile} cannot be written: ${reason}`)
  }
  if (auth !== 'none') return streamAuditLog(createOutput(process.stdout), options)
  if (auditRequired) throw new EnvError('AUDIT_REQUIRED: set AUDIT_FILE or AUTH too')
  return null
}

interface ComposeOptions {
  /** Serves the built page. */
  page?: MiddlewareHandler | undefined
  /** Shows a warning to the operator. */
  warn?: (line: string) => void
  /** Whether the log is readable text even if standard output is no terminal. */
  isPretty?: boolean
}

/**
 * Creates the app from the settings in `source`.
 * @throws EnvError if one is invalid
 */
export async function compose(
  source: Record<string, string | undefined>,
  { page, isPretty = false, warn = () => {} }: ComposeOptions = {},
): Promise<{ app: Hono<AppEnv>; env: Env }> {
  const given = readEnv(source)
  const fault = usersFault(given.auth, given.usersFile)
  if (fault !== null) throw new EnvError(fault)
  const auditLog = openAuditLog(given, warn)
  const users = openUsersFile(given.usersFile, {
    now: Date.now,
    warn,
    onChange: (names, by) =>
      auditLog?.write({
        what: 'changed_users',
        who: null,
        from: 'users file',
        details: { names, by },
      }),
  })
  const settings = withSecret(given, warn)
  if (settings.callsDb !== 'off' && !hasEngine())
    warn('DuckDB does not run on this platform, so figures, sorting and exports are off')
  const { env, fetch } = settings.demo
    ? await composeDemo(settings)
    : { env: settings, fetch: createFetch(settings) }
  const log = createLog(env.logLevel, isPretty)
  return {
    app: createApp({
      env,
      fetch,
      now: Date.now,
      log,
      users,
      ...(auditLog && { auditLog }),
      ...(page && { page }),
    }),
    env,
  }
}
