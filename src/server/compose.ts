import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Hono, MiddlewareHandler } from 'hono'
import { createApp } from './app.ts'
import type { AppEnv } from './app-context.ts'
import { type Env, readEnv } from './env.ts'
import { createFetch } from './fetch.ts'
import type { FetchFunction } from './fetch-function.ts'
import { createLog } from './http/log.ts'
import { keptSecret } from './session-secret.ts'

/**
 * The built-in account: the same app with the vendor's simulator for a network. It is loaded for
 * this account alone, and where the settings say the vendor or its recordings are has no meaning.
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
    },
    fetch: createVendor({
      now: Date.now,
      recordings: (name) => readFile(new URL(name, folder)),
      timeZone: env.timeZone,
    }),
  }
}

/** Where a secret that was made is kept, next to the app. */
const SECRET_FILE = new URL('../../.session-secret', import.meta.url)

/** Adds the kept secret if none is set, so that addresses of recordings outlive a restart. */
function withSecret(env: Env, warn: (line: string) => void): Env {
  if (env.sessionSecret !== null) return env
  const path = fileURLToPath(SECRET_FILE)
  try {
    return { ...env, sessionSecret: keptSecret(path) }
  } catch {
    warn(
      `cannot keep a secret in ${path}: a restart ends addresses of recordings; set SESSION_SECRET`,
    )
    return env
  }
}

interface ComposeOptions {
  /** Serves the built page. */
  page?: MiddlewareHandler | undefined
  /** Shows the operator a line about something that works otherwise than they may expect. */
  warn?: (line: string) => void
  /** The log is for a person to read, even where standard output is no terminal. */
  isPretty?: boolean
}

/**
 * Puts the app together from the settings in `source`.
 * @throws EnvError if one is wrong
 */
export async function compose(
  source: Record<string, string | undefined>,
  { page, isPretty = false, warn = () => {} }: ComposeOptions = {},
): Promise<{ app: Hono<AppEnv>; env: Env }> {
  const settings = withSecret(readEnv(source), warn)
  const { env, fetch } = settings.demo
    ? await composeDemo(settings)
    : { env: settings, fetch: createFetch(settings) }
  const log = createLog(env.logLevel, isPretty)
  return { app: createApp({ env, fetch, now: Date.now, log, ...(page && { page }) }), env }
}
