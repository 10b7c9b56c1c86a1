import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { createProblem, type ProblemCode } from '../../calls/problems.ts'
import { makeCall } from '../../testing/make-call.ts'
import { problemResponse } from '../../testing/scripted-fetch.ts'
import { diagnoseFailure } from './diagnose-failure.ts'

const NOW = '2025-03-04T14:30:00+08:00'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(NOW) }))
afterEach(() => vi.useRealTimers())

const problem = (code: ProblemCode) => async () => problemResponse(code)

async function codeOf(call: Partial<CallRecord>, fetch = problem('recording_missing')) {
  const { signal } = new AbortController()
  return (await diagnoseFailure(makeCall(call), { mediaError: 4, fetch, signal })).code
}

describe('a recording that is missing', () => {
  it.each<[ended: string, code: string, call: Partial<CallRecord>]>([
    ['a minute ago', 'recording_pending', { endedAt: '2025-03-04T14:29:00+08:00' }],
    ['nearly ten minutes ago', 'recording_pending', { endedAt: '2025-03-04T14:20:01+08:00' }],
    ['ten minutes ago', 'recording_missing', { endedAt: '2025-03-04T14:20:00+08:00' }],
    ['in the future by our clock', 'recording_pending', { endedAt: '2025-03-04T14:31:00+08:00' }],
    ['not yet', 'recording_pending', { startedAt: '2025-03-04T09:00:00+08:00', endedAt: null }],
    ['at an unknown time', 'recording_missing', { startedAt: '2025-03-03T09:00:00+08:00' }],
    ['at no time', 'recording_missing', { startedAt: '', endedAt: null }],
  ])('after a call that ended %s has the code %s', async (_ended, code, call) => {
    expect(await codeOf(call)).toBe(code)
  })

  it('is diagnosed by the server’s clock if this computer is a day ahead', async () => {
    vi.setSystemTime('2025-03-05T16:30:00+08:00')
    const answer = createProblem('recording_missing', 'req-1', 'why')
    const headers = { Date: 'Tue, 04 Mar 2025 06:30:00 GMT' }
    const fetch = async () => Response.json(answer, { status: 404, headers })
    expect(await codeOf({ endedAt: '2025-03-04T14:29:00+08:00' }, fetch)).toBe('recording_pending')
  })
})

it.each([
  ['long ago', 'recording_empty', '2025-03-03T14:30:00+08:00'],
  ['just now', 'recording_pending', NOW],
])('a silent recording of a call that ended %s has the code %s', async (_when, code, endedAt) => {
  const { signal } = new AbortController()
  const parts = { isSilent: true, signal }
  const fetch = async () => new Response(new Uint8Array(44))
  expect((await diagnoseFailure(makeCall({ endedAt }), { ...parts, fetch })).code).toBe(code)
})

it.each([
  ['an empty file', 'recording_pending', async () => new Response(new Uint8Array())],
  ['no first byte', 'recording_pending', async () => new Response(null, { status: 416 })],
  ['a page', 'recording_not_audio', problem('recording_not_audio')],
  ['a refusal', 'recording_expired', problem('recording_expired')],
  ['a forbidden host', 'recording_forbidden_host', problem('recording_forbidden_host')],
] as const)('has the code for %s just after the call: %s', async (_what, code, fetch) => {
  expect(await codeOf({ endedAt: NOW }, fetch)).toBe(code)
})
