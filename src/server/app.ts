import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { except } from 'hono/combine'
import { compress } from 'hono/compress'
import type { Logger } from 'pino'
import type { Session, User } from '../calls/call.ts'
import { HISTORY_DAYS, WINDOW_DAYS } from '../calls/periods.ts'
import { MAX_PAGE_SIZE } from '../calls/query.ts'
import { formatInZone, inZone } from '../calls/time.ts'
import type { AuditLog } from './audit/audit-log.ts'
import { createRecorder } from './audit/recorder.ts'
import { createAuditRoute } from './audit/route.ts'
import { CALLBACK_PATH, createOidc } from './auth/oidc.ts'
import { createRelease } from './auth/scope.ts'
import type { Secrets } from './auth/session-cookie.ts'
import { type AuthEvent, createAuth } from './auth/sign-in.ts'
import { limitRequests, limitUnderWay } from './auth/user-limits.ts'
import type { Users } from './auth/users-file.ts'
import type { Env } from './env.ts'
import { MAX_FORM_BYTES } from './export/export-query.ts'
import type { FetchOwn } from './export/read-recording.ts'
import { createExport } from './export/route.ts'
import type { FetchFunction } from './fetch.ts'
import type { AppContext, AppEnv } from './http/context.ts'
import {
  createHostCheck,
  createOriginCheck,
  refuseCrossSite,
  securityHeaders,
  WATCHED_PATHS,
} from './http/host-check.ts'
import { createRequestLog } from './http/log.ts'
import { createErrorAnswer, ProblemError, problemResponse } from './http/problems.ts'
import { createMirror, type Mirror } from './mirror/mirror.ts'
import { hasEngine } from './mirror/store.ts'
import { createRecordings } from './recordings/route.ts'
import { createSealCall, createSealedUrls, randomSecret } from './recordings/sealed-url.ts'
import { createRecords } from './records.ts'
import { createSummary } from './summary.ts'
import { createNames } from './values.ts'
import { createVendorClient } from './vendor/client.ts'

const MAX_BODY_BYTES = 64 * 1024
const EXPORT_PATH = '/api/export'
const SIGN_IN_PATH = '/api/sign-in'
const SIGN_OUT_PATH = '/api/sign-out'
const OIDC_PATH = '/sign-in'

/** The most requests of a user under way at once: readings of views, streams and files. */
const MAX_UNDER_WAY = {
  '/api/records': 20,
  '/api/summary': 20,
  '/api/recordings/:handle': 12,
  [EXPORT_PATH]: 4,
}

interface AppOptions {
  env: Env
  /** Sends all requests to the vendor and to the sources of recordings. */
  fetch: FetchFunction
  /** ms since the epoch */
  now: () => number
  log: Logger
  /** By default, the mirror of `env`. */
  mirror?: Mirror
  /** The users, for an `AUTH` that needs them. */
  users?: Users
  /** Notified of each sign-in, sign-out and refusal. */
  onAuthEvent?: (event: AuthEvent) => void
  /** The audit log; by default, there is none. */
  auditLog?: AuditLog
  /** Serves the built page. */
  page?: MiddlewareHandler
}

function methodNotAllowed(c: AppContext): Response {
  const { path } = c.req
  const isPostOnly = path === SIGN_IN_PATH || path === SIGN_OUT_PATH
  const allowed = isPostOnly ? 'POST' : path === EXPORT_PATH ? 'GET, HEAD, POST' : 'GET, HEAD'
  const problem = new ProblemError('method_not_allowed', `Allowed here are ${allowed}.`)
  return problemResponse(c, problem, { Allow: allowed })
}

function limitBody(maxSize: number): MiddlewareHandler<AppEnv> {
  const detail = `A request may have ${maxSize / 1024} KB at most.`
  const onError = (c: AppContext) => problemResponse(c, new ProblemError('body_too_large', detail))
  return bodyLimit({ maxSize, onError })
}

/** Creates the server, which does not listen yet. It depends on its arguments only. */
export function createApp({ env, fetch, now, log, page, ...given }: AppOptions): Hono<AppEnv> {
  const secret = env.sessionSecret ?? randomSecret()
  const sealedUrls = createSealedUrls(secret, env.previousSessionSecret)
  const today = () => formatInZone(now(), env.timeZone, 'YYYY-MM-DD')
  const release = createRelease({
    sealCall: createSealCall(sealedUrls, today),
    masked: env.masked,
    onEscape: (line) => log.error(line),
  })
  const queryVendor = createVendorClient({ env, fetch, now })
  const zone = env.timeZone
  const hasMirror = env.callsDb !== 'off' && hasEngine()
  const onFailure = (line: string) => log.error(line)
  const mirror =
    given.mirror ?? (hasMirror ? createMirror({ env, queryVendor, now, onFailure }) : null)
  const account: Omit<Session, 'now' | 'user'> = {
    demo: env.demo,
    timeZone: env.timeZone,
    limits: {
      windowDays: WINDOW_DAYS,
      historyDays: HISTORY_DAYS,
      pageSize: MAX_PAGE_SIZE,
      readLimit: env.readLimit,
    },
    mirror: mirror?.place ?? 'off',
    recordingChannels: env.recordingChannels,
    auth: env.auth,
  }
  const { users = { find: () => null }, auditLog = null, onAuthEvent = () => {} } = given
  const recorder = createRecorder({ log: auditLog, env, now })
  function onEvent(event: AuthEvent): void {
    onAuthEvent(event)
    const { what, user: who, address, reason } = event
    auditLog?.write({ what, who, from: address, details: reason ? { reason } : {} })
  }
  const previous = env.previousSessionSecret
  const secrets: Secrets = previous === null ? [secret] : [secret, previous]
  const auth = createAuth({ env, users, secrets, now, onEvent })
  const oidc = env.oidc && createOidc({ env, settings: env.oidc, secrets, now, log, auth })

  const app = new Hono<AppEnv>()
  app.use(createRequestLog(log, now))
  const isTls = env.publicUrl?.startsWith('https:') ?? false
  app.use(securityHeaders({ isTls }))
  app.use(EXPORT_PATH, securityHeaders({ isTls, mayBeFramed: true })) // the page reads problems in a frame
  app.use(createHostCheck(env))
  app.use('/api/*', refuseCrossSite)
  app.use(createOriginCheck(env))
  app.use('/api/*', except([SIGN_IN_PATH, SIGN_OUT_PATH], auth.requireUser))
  app.use('/api/*', async (c, next) => {
    await next()
    const code = c.get('problemCode')
    if (code === 'out_of_scope') recorder.record(c, 'refused', { reason: code, path: c.req.path })
  })
  app.use('/api/*', except([SIGN_IN_PATH, SIGN_OUT_PATH], limitRequests()))
  for (const [path, max] of Object.entries(MAX_UNDER_WAY)) app.use(path, limitUnderWay(max))
  app.use(EXPORT_PATH, limitBody(MAX_FORM_BYTES))
  app.use(except(EXPORT_PATH, limitBody(MAX_BODY_BYTES)))
  for (const path of ['/api/records', '/api/summary', '/api/values']) app.use(path, compress())
  app.get('/api/records', createRecords({ queryVendor, mirror, release, recorder, zone, now }))
  app.get('/api/summary', createSummary({ mirror, recorder, zone, now }))
  app.get('/api/values', createNames(mirror))
  app.get('/api/recordings/:handle', createRecordings({ env, fetch, sealedUrls, recorder, now }))
  const fetchOwnAs =
    (user: User): FetchOwn =>
    (path, init) =>
      app.request(path, init, { user })
  app.on(
    ['GET', 'POST'],
    EXPORT_PATH,
    createExport({ mirror, release, recorder, fetchOwnAs, publicUrl: env.publicUrl, zone, now }),
  )
  app.get('/api/session', (c) => {
    const user = env.auth === 'none' ? null : c.get('user')
    const auditLost = user?.role === 'admin' ? (auditLog?.lost() ?? 0) : undefined
    const session: Session = {
      ...account,
      user,
      now: inZone(now(), env.timeZone),
      ...(auditLost && { auditLost }),
    }
    return c.json(session, 200, { 'Cache-Control': 'no-store' })
  })
  app.get('/api/audit', createAuditRoute({ path: env.auditFile, log: auditLog }))
  if (env.auth === 'password') app.post(SIGN_IN_PATH, auth.signIn)
  app.post(SIGN_OUT_PATH, auth.signOut)
  if (oidc) {
    app.get(OIDC_PATH, oidc.start)
    // Outside /api, because the provider's site sends the browser here.
    app.get(CALLBACK_PATH, oidc.finish)
  }
  for (const path of WATCHED_PATHS)
    app.get(path, (c) => c.text('ok', 200, { 'Cache-Control': 'no-store' }))
  for (const path of [
    '/api/records',
    '/api/summary',
    '/api/values',
    '/api/recordings/:handle',
    EXPORT_PATH,
    '/api/session',
    '/api/audit',
    SIGN_OUT_PATH,
    ...(env.auth === 'password' ? [SIGN_IN_PATH] : []),
    ...(oidc ? [OIDC_PATH, CALLBACK_PATH] : []),
    ...WATCHED_PATHS,
  ])
    app.all(path, methodNotAllowed)
  if (page) app.use(page)
  app.notFound((c) => problemResponse(c, new ProblemError('not_found', 'There is nothing here.')))
  app.onError(createErrorAnswer(log))
  return app
}
