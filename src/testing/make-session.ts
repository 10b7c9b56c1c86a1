import type { Session } from '../calls/call.ts'
import { TEST_NOW } from './test-app.ts'

/** Returns the demo account's session at `TEST_NOW`, with `parts`. */
export function makeSession(parts: Partial<Session> = {}): Session {
  return {
    now: new Date(TEST_NOW).toISOString(),
    demo: true,
    timeZone: 'Asia/Shanghai',
    limits: { windowDays: 31, historyDays: 62, pageSize: 100, readLimit: 20_000 },
    mirror: 'memory',
    recordingChannels: null,
    auth: 'none',
    user: null,
    ...parts,
  }
}
