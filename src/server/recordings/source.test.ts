import { describe, expect, test, vi } from 'vitest'
import {
  askRecording,
  failureOf,
  redirect,
  source,
  TEST_SOURCE,
} from '../../testing/ask-recording.ts'
import { broken, never, scriptedFetch } from '../../testing/scripted-fetch.ts'
import { createTestApp, recordingPath } from '../../testing/test-app.ts'
import { ForbiddenAddressError } from '../fetch.ts'
import { createSealedUrls } from './sealed-url.ts'

describe('redirects', () => {
  test('are followed three times, also if they are relative', async () => {
    const last = [redirect('c', 308), source()]
    const steps = [redirect('/a', 301), redirect('https://cdn.example/b', 307), ...last]
    const { response, calls } = await askRecording(steps, { headers: { Range: 'bytes=0-5' } })
    expect(response.status).toBe(200)
    expect(calls.map(({ url }) => url)).toEqual([
      TEST_SOURCE,
      'https://rec.example/a',
      'https://cdn.example/b',
      'https://cdn.example/c',
    ])
    expect(calls[3]?.headers.get('Range')).toBe('bytes=0-65535')
  })

  test('are not followed a fourth time or to an invalid URL', async () => {
    const { response, calls } = await askRecording([redirect('/again')])
    expect(await failureOf(response)).toEqual([502, 'recording_unreachable'])
    expect(calls).toHaveLength(4)
    const nowhere = await askRecording([redirect('http://')])
    expect(await failureOf(nowhere.response)).toEqual([502, 'recording_unreachable'])
  })

  test.each([
    'http://127.0.0.1/a.wav',
    'http://[::1]/',
    '//localhost/a',
    'ftp://rec.example/',
    'http://a:b@rec.example/',
  ])('to %s are refused before anything is sent there', async (location) => {
    const { response, calls } = await askRecording([redirect(location), source()])
    expect(await failureOf(response)).toEqual([403, 'recording_forbidden_host'])
    expect(calls).toHaveLength(1)
  })
})

describe('failures', () => {
  test.each([
    [404, 404, 'recording_missing'],
    [401, 410, 'recording_expired'],
    [403, 410, 'recording_expired'],
    [410, 410, 'recording_expired'],
    [400, 502, 'recording_unreachable'],
    [500, 502, 'recording_unreachable'],
    [503, 502, 'recording_unreachable'],
    [204, 502, 'recording_unreachable'],
  ])('the status %d is answered with %d %s', async (from, status, code) => {
    const step = () => new Response(from === 204 ? null : 'no', { status: from })
    expect(await failureOf((await askRecording([step])).response)).toEqual([status, code])
  })

  test('a source without a connection is unreachable', async () => {
    const { response } = await askRecording([broken])
    expect(await failureOf(response)).toEqual([502, 'recording_unreachable'])
  })

  test('a name that resolves to a private address is forbidden', async () => {
    function refused(): never {
      throw new TypeError('fetch failed', {
        cause: new AggregateError([new ForbiddenAddressError()]),
      })
    }
    const { response } = await askRecording([refused])
    expect(await failureOf(response)).toEqual([403, 'recording_forbidden_host'])
  })

  test('a connection lost before the first byte is unreachable', async () => {
    const body = new ReadableStream({ pull: (c) => c.error(new TypeError('terminated')) })
    const { response } = await askRecording([source({ body })])
    expect(await failureOf(response)).toEqual([502, 'recording_unreachable'])
  })

  test.each([
    ['no answer', never],
    ['an answer without a first byte', source({ body: new ReadableStream() })],
  ])('a timeout is answered with 504: %s', async (_, step) => {
    vi.useFakeTimers()
    try {
      const asked = askRecording([step])
      await vi.advanceTimersByTimeAsync(15_000)
      expect(await failureOf((await asked).response)).toEqual([504, 'recording_unreachable'])
    } finally {
      vi.useRealTimers()
    }
  })

  test.each([
    'nonsense',
    createSealedUrls('another secret of 16').encrypt({
      url: TEST_SOURCE,
      id: '',
      group: null,
      start: null,
      seconds: null,
      day: '2026-03-10',
    }),
  ])('the invalid path %s is answered with recording_missing without a request', async (handle) => {
    const fetch = scriptedFetch(source())
    const response = await createTestApp(fetch).app.request(`/api/recordings/${handle}`)
    expect(await failureOf(response)).toEqual([404, 'recording_missing'])
    expect(fetch.calls).toHaveLength(0)
  })

  test('only hosts in RECORDING_HOSTS get a request', async () => {
    const fetch = scriptedFetch(source())
    const { app } = createTestApp(fetch, { RECORDING_HOSTS: '127.0.0.1:9001' })
    const response = await app.request(recordingPath(TEST_SOURCE))
    expect(await failureOf(response)).toEqual([403, 'recording_forbidden_host'])
    expect((await app.request(recordingPath('http://127.0.0.1:9001/a.wav'))).status).toBe(200)
  })
})
