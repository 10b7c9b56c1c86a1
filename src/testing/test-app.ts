import { pino } from 'pino'
import { createApp } from '../server/app.ts'
import { type Env, readEnv } from '../server/env.ts'
import type { FetchFunction } from '../server/fetch.ts'
import type { Mirror } from '../server/mirror/mirror.ts'
import { createSealedUrls, type SealedRecording } from '../server/recordings/sealed-url.ts'

export const TEST_KEY = 'bDqJFiq9'
export const TEST_SECRET = '7bz1lzh9'
export const TEST_SESSION_SECRET = 'sixteen letters or more'

/** 2026-03-10 12:00 in Shanghai. */
export const TEST_NOW = Date.parse('2026-03-10T12:00:00+08:00')

/** A valid query at `TEST_NOW`. */
export const TEST_QUERY =
  '/api/records?from=2026-03-10T00:00:00%2B08:00&to=2026-03-10T23:59:59%2B08:00'

export function testEnv(settings: Record<string, string> = {}): Env {
  return readEnv({
    LAAFFIC_API_KEY: TEST_KEY,
    LAAFFIC_API_SECRET: TEST_SECRET,
    SESSION_SECRET: TEST_SESSION_SECRET,
    ...settings,
  })
}

/** Creates the app on a scripted network, and collects its log lines. */
export function createTestApp(
  fetch: FetchFunction,
  settings: Record<string, string> = {},
  now: () => number = () => TEST_NOW,
  mirror?: Mirror,
) {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => lines.push(line) })
  const app = createApp({ env: testEnv(settings), fetch, now, log, ...(mirror && { mirror }) })
  return { app, lines }
}

/** Returns a path for the recording at `url` that never expires, of a call without a group. */
export function recordingPath(url: string, content: Partial<SealedRecording> = {}): string {
  const sealed = createSealedUrls(TEST_SESSION_SECRET)
  const call = { id: '', group: null, start: null, seconds: null }
  return `/api/recordings/${sealed.encrypt({ url, ...call, day: '2999-12-31', ...content })}`
}
