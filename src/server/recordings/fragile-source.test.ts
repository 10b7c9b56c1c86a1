import { describe, expect, test, vi } from 'vitest'
import {
  areSame,
  bytesOf,
  createRecordingApp,
  failureOf,
  fileOf,
  fileSource,
  source,
  TEST_WAV,
  wavOf,
} from '../../testing/ask-recording.ts'
import { TEST_NOW } from '../../testing/test-app.ts'

const LONG = wavOf(200_000)
const range = (first: number, last: number | '' = '') => ({
  headers: { Range: `bytes=${first}-${last}` },
})

/** A source whose file the test can replace. */
function changing(file: Uint8Array, headers: Record<string, string> = {}) {
  let step = fileSource(file, { headers })
  const app = createRecordingApp([(url, init) => step(url, init)])
  return {
    ...app,
    become: (next: Uint8Array, manners: Parameters<typeof fileSource>[1] = {}) => {
      step = fileSource(next, manners)
    },
  }
}

describe('a source that cannot seek', () => {
  test.each(['no', 'wrong', 'refused', 'unstated'] as const)(
    'still allows ranges if its own ranges are: %s',
    async (ranges) => {
      const { ask, calls } = createRecordingApp([fileSource(LONG, { ranges })])
      for (const [first, last] of [
        [300_000, 300_099],
        [0, 99],
        [399_000, LONG.length - 1],
      ] as const) {
        const response = await ask(range(first, last))
        expect(response.status).toBe(206)
        expect(response.headers.get('Accept-Ranges')).toBe('bytes')
        expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${last}/${LONG.length}`)
        expect(await bytesOf(response)).toEqual(LONG.slice(first, last + 1))
      }
      expect(calls.slice(2).some(({ headers }) => headers.has('Range'))).toBe(false)
    },
  )

  test('is read from its start once its Accept-Ranges proved wrong', async () => {
    const headers = { 'Accept-Ranges': 'bytes' }
    const { ask, calls } = createRecordingApp([fileSource(LONG, { ranges: 'no', headers })])
    for (const first of [300_000, 310_000, 320_000])
      expect(await bytesOf(await ask(range(first, first + 9)))).toEqual(
        LONG.slice(first, first + 10),
      )
    expect(calls.filter(({ headers }) => headers.has('Range'))).toHaveLength(2)
  })

  test('gets further requests if it sends shorter ranges', async () => {
    const { ask } = createRecordingApp([fileSource(LONG, { maxPart: 100_000 })])
    expect(areSame(await bytesOf(await ask()), LONG)).toBe(true)
    expect(areSame(await bytesOf(await ask(range(50_000))), LONG.subarray(50_000))).toBe(true)
  })

  test('is read twice at a time, and a third read waits', async () => {
    vi.useFakeTimers()
    try {
      const { ask } = createRecordingApp([fileSource(LONG, { ranges: 'no' })])
      const [first, second] = [await ask(range(300_000)), await ask(range(300_000))]
      const third = ask(range(300_000))
      const fourth = ask(range(300_000))
      await first?.body?.cancel()
      expect((await third).status).toBe(206)
      await vi.advanceTimersByTimeAsync(5_000)
      expect((await fourth).headers.get('Retry-After')).toBe('5')
      expect(await failureOf(await fourth)).toEqual([503, 'server_busy'])
      await second?.body?.cancel()
      await (await third).body?.cancel()
      expect((await ask(range(300_000))).status).toBe(206)
    } finally {
      vi.useRealTimers()
    }
  })

  test('does not read for a listener who left while waiting', async () => {
    const { ask, calls } = createRecordingApp([fileSource(LONG, { ranges: 'no' })])
    const reads = [await ask(range(300_000)), await ask(range(300_000))]
    const leaving = new AbortController()
    const third = ask({ ...range(300_000), signal: leaving.signal })
    leaving.abort()
    expect((await third).status).toBe(499)
    for (const { body } of reads) await body?.cancel()
    expect((await ask(range(300_000))).status).toBe(206)
    expect(calls).toHaveLength(4)
  })

  test('is read as long as bytes arrive within the timeout', async () => {
    vi.useFakeTimers()
    try {
      const slow = () => {
        let at = 0
        const body = new ReadableStream({
          async pull(controller) {
            if (at >= 350_000) return new Promise(() => {})
            await new Promise((resolve) => setTimeout(resolve, 10_000))
            controller.enqueue(LONG.slice(at, at + 70_000))
            at += 70_000
          },
        })
        return new Response(body, { headers: { 'Content-Length': String(LONG.length) } })
      }
      const { ask } = createRecordingApp([fileSource(LONG, { ranges: 'no' }), slow])
      await bytesOf(await ask(range(0, 9)))
      const early = ask(range(300_000, 300_009))
      const late = ask(range(390_000, 390_009))
      await vi.advanceTimersByTimeAsync(120_000)
      expect((await early).status).toBe(206)
      expect(await failureOf(await late)).toEqual([504, 'recording_unreachable'])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a recording that changes', () => {
  const MINUTE_AGO = new Date(TEST_NOW - 60_000).toUTCString()

  test.each([
    ['tag', { headers: { ETag: '"v2"' } }],
    ['date', { headers: { 'Last-Modified': MINUTE_AGO } }],
    ['length', {}],
    ['tag, without ranges', { headers: { ETag: '"v2"' }, ranges: 'no' }],
  ] as const)('is opened again after a change of its %s', async (_what, manners) => {
    const { ask, become } = changing(wavOf(10_000))
    expect((await ask(range(0, 9))).status).toBe(206)
    become(wavOf(12_000), manners)
    const response = await ask(range(15_000, 23_999))
    expect(response.headers.get('Content-Range')).toBe('bytes 15000-23999/24044')
    expect(await bytesOf(response)).toEqual(wavOf(12_000).slice(15_000, 24_000))
  })

  test('answers 416 for a range after its new end', async () => {
    const { ask, become } = changing(wavOf(10_000))
    expect((await ask(range(0, 9))).status).toBe(206)
    become(wavOf(5_000), { headers: { ETag: '"v2"' } })
    expect((await ask(range(15_000, 15_009))).status).toBe(416)
  })

  test('aborts an answer under way', async () => {
    const { ask, become } = changing(LONG)
    become(LONG, { maxPart: 100_000 })
    const response = await ask()
    become(wavOf(200_001), { maxPart: 100_000 })
    await expect(response.arrayBuffer()).rejects.toThrow()
  })

  test('is unreachable if it changes with each request', async () => {
    let version = 0
    const { ask } = createRecordingApp([
      (url, init) => {
        version += 1
        return fileSource(LONG, { headers: { ETag: `"${version}"` } })(url, init)
      },
    ])
    expect(await failureOf(await ask(range(300_000)))).toEqual([502, 'recording_unreachable'])
  })

  test('is probed again before a HEAD or 304 while it is being written', async () => {
    const headers = { 'Last-Modified': MINUTE_AGO }
    const { ask, become } = changing(wavOf(10_000), headers)
    const head = async () => (await ask({ method: 'HEAD' })).headers.get('Content-Length')
    const same = async () => (await ask({ headers: { 'If-None-Match': '"v1"' } })).status
    expect(await head()).toBe('20044')
    become(wavOf(11_000), { headers })
    expect(await head()).toBe('22044')
    become(wavOf(12_000), { headers: { ...headers, ETag: '"v2"' } })
    expect((await ask(range(23_000, 23_009))).status).toBe(206)
    become(wavOf(13_000), { headers: { ...headers, ETag: '"v3"' } })
    expect(await same()).toBe(200)
  })
})

describe('a probe', () => {
  test('is made once for concurrent requests, and each gets its range', async () => {
    const { ask, calls } = createRecordingApp([fileSource(LONG)])
    const answers = await Promise.all([
      ask({ method: 'HEAD' }),
      ask(range(0, 9)),
      ask(range(300_000, 300_009)),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 206, 206])
    const parts = await Promise.all(answers.slice(1).map(bytesOf))
    expect(parts).toEqual([LONG.slice(0, 10), LONG.slice(300_000, 300_010)])
    expect(calls.filter(({ headers }) => headers.get('Range') === 'bytes=0-65535')).toHaveLength(1)
  })

  test('continues for others when one listener leaves', async () => {
    const { ask, calls } = createRecordingApp([fileSource(TEST_WAV)])
    const leaving = new AbortController()
    const first = ask({ signal: leaving.signal })
    const second = ask(range(0, 9))
    leaving.abort()
    expect((await first).status).toBe(499)
    expect(await bytesOf(await second)).toEqual(TEST_WAV.slice(0, 10))
    expect(calls).toHaveLength(1)
  })

  test('is aborted when all listeners have left', async () => {
    const hanging = vi.fn((_url: string, { signal }: RequestInit) => {
      return new Promise<Response>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    })
    const { ask, calls } = createRecordingApp([hanging])
    const leaving = new AbortController()
    const asked = ask({ signal: leaving.signal })
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    leaving.abort()
    await asked
    expect(calls[0]?.signal.aborted).toBe(true)
  })

  test('is cached for ten minutes', async () => {
    let now = TEST_NOW
    const { ask, calls } = createRecordingApp([fileSource(TEST_WAV)], () => now)
    const head = () => ask({ method: 'HEAD' })
    await head()
    now += 599_000
    await head()
    expect(calls).toHaveLength(1)
    now += 1_000
    await head()
    expect(calls).toHaveLength(2)
  })

  test('is cached for at most 1,000 recordings', async () => {
    const { ask, calls } = createRecordingApp([fileSource(TEST_WAV)])
    const head = (number: number) => ask({ method: 'HEAD' }, '', `https://rec.example/${number}`)
    for (let number = 0; number <= 1_000; number += 1) await head(number)
    await head(1_000)
    await head(1)
    expect(calls).toHaveLength(1_001)
    await head(0)
    expect(calls).toHaveLength(1_002)
  })

  test('is not cached after a failure', async () => {
    const { ask, calls } = createRecordingApp([
      () => new Response('gone', { status: 410 }),
      fileSource(TEST_WAV),
    ])
    expect((await ask()).status).toBe(410)
    expect((await ask()).status).toBe(200)
    expect(calls).toHaveLength(2)
  })

  test('is dropped when its URL expires', async () => {
    const { ask } = createRecordingApp([
      fileSource(TEST_WAV),
      () => new Response('gone', { status: 403 }),
    ])
    expect((await ask(range(0, 9))).status).toBe(206)
    expect(await failureOf(await ask(range(3_000)))).toEqual([410, 'recording_expired'])
    expect((await ask({ method: 'HEAD' })).status).toBe(410)
  })
})

describe('a source that breaks', () => {
  const breaking = (file: Uint8Array, bytes: number) => () => {
    let isSent = false
    const body = new ReadableStream({
      pull(controller) {
        if (isSent) controller.error(new TypeError('terminated'))
        else controller.enqueue(file.slice(0, bytes))
        isSent = true
      },
    })
    return new Response(body, { headers: { 'Content-Length': String(file.length) } })
  }

  test('aborts an answer under way instead of ending it', async () => {
    for (const file of [LONG, fileOf('booking-gsm.wav')]) {
      const { ask } = createRecordingApp([breaking(file, 10_000)])
      const response = await ask()
      expect(response.status).toBe(200)
      await expect(response.arrayBuffer()).rejects.toThrow()
    }
  })

  test('is answered with a problem before the first byte', async () => {
    const { ask } = createRecordingApp([fileSource(LONG), breaking(LONG, 10_000)])
    expect((await ask(range(0, 9))).status).toBe(206)
    expect(await failureOf(await ask(range(300_000)))).toEqual([502, 'recording_unreachable'])
  })

  test('aborts the answer if it ends too early', async () => {
    const headers = { 'Content-Length': String(LONG.length), 'Content-Type': 'audio/wav' }
    const { ask } = createRecordingApp([source({ body: LONG.slice(0, 10_000), headers })])
    await expect((await ask()).arrayBuffer()).rejects.toThrow()
  })
})
