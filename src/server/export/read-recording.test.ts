import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createProblem, type ProblemCode } from '../../calls/problems.ts'
import { type FakeRecording, fakeSource, soundOf, type Trouble } from '../../testing/fake-source.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { createRetryBudget, type FetchOwn, readRecording } from './read-recording.ts'

const KB = 1024
const bytes = soundOf(1, 300 * KB)
const call = makeEmptyCall({ startedAt: '2026-11-22T10:00:00+08:00', recording: '/old' })

type Listed = string | null | ProblemCode[]

/** Answers the list of calls with these addresses of the call in turn, or with a failure. */
function listOf(answers: Listed[]) {
  const requests: string[] = []
  function answer(path: string): Response {
    requests.push(path)
    const next = answers.shift() ?? null
    if (Array.isArray(next)) {
      const problem = createProblem(next[0] ?? 'vendor_error', 'a-request', 'It failed.')
      return Response.json(problem, { status: problem.status })
    }
    return Response.json({ records: [{ ...call, recording: next }], total: 1, page: 1, pages: 1 })
  }
  return { requests, answer }
}

async function read(recordings: Record<string, Partial<FakeRecording>>, ...answers: Listed[]) {
  const complete = Object.entries(recordings).map(([address, rest]) => [
    address,
    { bytes, ...rest },
  ])
  const source = fakeSource(Object.fromEntries(complete))
  const list = listOf(answers)
  const { signal } = new AbortController()
  const fetchOwn: FetchOwn = (path, init) =>
    path.startsWith('/api/records?') ? list.answer(path) : source.fetchOwn(path, init)
  const retries = createRetryBudget(source.pause, signal)()
  const reading = readRecording(call, { ...source, fetchOwn, signal, retries })
  const chunks: Uint8Array[] = []
  const error = await (async () => {
    for await (const chunk of reading.chunks) chunks.push(chunk)
  })().catch((thrown: unknown) => thrown)
  const got = Buffer.concat(chunks)
  expect(reading.digest()).toBe(createHash('sha256').update(got).digest('hex'))
  const ranges = source.asked.map(({ range }) => range)
  return { ...source, got, error, ranges, listed: list.requests, type: reading.type() }
}

const isAll = (got: Uint8Array) => Buffer.compare(got, bytes) === 0

describe('a recording', () => {
  it('is read in one request', async () => {
    const { got, asked, type, pauses } = await read({ '/old': { type: 'audio/mpeg' } })
    expect(isAll(got)).toBe(true)
    expect(asked).toHaveLength(1)
    expect([type, pauses]).toEqual(['audio/mpeg', []])
  })

  it('may be of a length that nobody says', async () => {
    expect(isAll((await read({ '/old': { saysLength: false } })).got)).toBe(true)
  })
})

describe('a source that breaks off', () => {
  test.each<[what: string, trouble: Trouble]>([
    ['breaks', { breaksAfter: 100 * KB }],
    ['ends too soon', { endsAfter: 100 * KB }],
    ['goes silent', { silentAfter: 100 * KB }],
  ])('%s is asked for the rest', async (_what, trouble) => {
    const { got, ranges, asked, pauses } = await read({
      '/old': { troubles: [trouble], etag: '"v1"' },
    })
    expect(isAll(got)).toBe(true)
    expect(ranges).toEqual([null, `bytes=${100 * KB}-`])
    expect(asked[1]?.ifRange).toBe('"v1"')
    expect(asked[0]?.signal.aborted).toBe(true)
    expect(pauses).toEqual([1])
  })

  it('has no ranges: what comes again is left out', async () => {
    const troubles: Trouble[] = [{ breaksAfter: 100 * KB + 7 }, { breaksAfter: 200 * KB }]
    expect(isAll((await read({ '/old': { troubles, hasRanges: false } })).got)).toBe(true)
  })

  it('has no ranges, and breaks sooner the second time', async () => {
    const troubles: Trouble[] = [{ breaksAfter: 200 * KB }, { endsAfter: 100 * KB }]
    const recording = { troubles, hasRanges: false, saysLength: false }
    expect(isAll((await read({ '/old': recording })).got)).toBe(true)
  })

  it('breaks after the last byte, of how many nobody said', async () => {
    const recording = { troubles: [{ breaksAfter: bytes.length }], saysLength: false, etag: '"v1"' }
    const { got, ranges } = await read({ '/old': recording })
    expect(isAll(got)).toBe(true)
    expect(ranges).toEqual([null, `bytes=${bytes.length}-`])
  })

  it('has as many tries again wherever it got on', async () => {
    const troubles: Trouble[] = Array.from({ length: 12 }, (_, index) =>
      index % 3 === 2 ? { breaksAfter: 70 * KB } : 'offline',
    )
    const { got, pauses } = await read({ '/old': { troubles } })
    expect(isAll(got)).toBe(true)
    expect(pauses.slice(0, 6)).toEqual([1, 2, 1, 2, 4, 1])
  })

  it('sends a few bytes each time, and is given up', async () => {
    const troubles = Array.from({ length: 99 }, (): Trouble => ({ breaksAfter: KB }))
    const { error, got, pauses } = await read({ '/old': { troubles } })
    expect(error).toMatchObject({ code: 'recording_unreachable' })
    expect(got).toHaveLength(4 * KB)
    expect(pauses).toEqual([1, 2, 4])
  })
})

describe('a recording that is another one when it is read on', () => {
  const another = soundOf(2, bytes.length)
  const broken: Trouble = { breaksAfter: 100 * KB }

  test.each<[what: string, recording: Partial<FakeRecording>]>([
    ['by its tag', { etag: '"v1"', troubles: [broken, { becomes: another }] }],
    ['by its bytes', { hasRanges: false, troubles: [broken, { becomes: another }] }],
    [
      'by its bytes, of how many nobody said',
      { saysLength: false, troubles: [broken, { becomes: another }] },
    ],
    ['by its length', { troubles: [broken, { becomes: bytes.subarray(KB) }] }],
    ['being shorter', { troubles: [broken, { becomes: bytes.subarray(0, KB) }] }],
  ])('%s is not put together', async (_what, recording) => {
    const { error, got } = await read({ '/old': recording })
    expect(error).toMatchObject({ name: 'ChangedRecording' })
    expect(got).toHaveLength(100 * KB)
  })
})

describe('a failure', () => {
  test.each<Trouble>([
    { code: 'recording_unreachable' },
    { code: 'vendor_busy' },
    { code: 'server_busy' },
    'page',
    'offline',
  ])('%j is retried', async (trouble) => {
    const { got, pauses } = await read({ '/old': { troubles: [trouble, trouble] } })
    expect(isAll(got)).toBe(true)
    expect(pauses).toEqual([1, 2])
  })

  test.each([
    [0, 1],
    [20, 20],
    [600, 30],
  ])('that requests a pause of %d s gets %d s', async (retryAfter, pause) => {
    const troubles: Trouble[] = [{ code: 'vendor_busy', retryAfter }]
    expect((await read({ '/old': { troubles } })).pauses).toEqual([pause])
  })

  test.each([
    ['recording_forbidden_host', []],
    ['recording_not_audio', []],
    ['internal_error', []],
    ['recording_unreachable', [1, 2, 4]],
  ] as const)('%s that stays is the end', async (code, expected) => {
    const troubles = Array.from({ length: 9 }, (): Trouble => ({ code }))
    const { error, pauses } = await read({ '/old': { troubles } })
    expect(error).toMatchObject({ code })
    expect(pauses).toEqual(expected)
  })
})

describe('an address that has expired', () => {
  const expired: Trouble = { code: 'recording_expired' }
  const isOver = Array.from({ length: 9 }, () => expired)

  it.each(['recording_expired', 'recording_missing'] as const)(
    '(%s) is asked for again, by the seconds around its start',
    async (code) => {
      const recordings = { '/old': { troubles: [{ code } satisfies Trouble] }, '/new': {} }
      const { got, asked, listed, pauses } = await read(recordings, '/new')
      expect(isAll(got)).toBe(true)
      expect(asked.map(({ address }) => address)).toEqual(['/old', '/new'])
      const query = new URLSearchParams(listed[0]?.split('?')[1])
      expect([query.get('from'), query.get('to')]).toEqual([
        '2026-11-22T09:59:59+08:00',
        '2026-11-22T10:00:01+08:00',
      ])
      expect(pauses).toEqual([])
    },
  )

  it('in the middle is read on at the other one', async () => {
    const old: Partial<FakeRecording> = { troubles: [{ breaksAfter: 100 * KB }, expired] }
    const { got, ranges } = await read({ '/old': old, '/new': {} }, '/new')
    expect(isAll(got)).toBe(true)
    expect(ranges).toEqual([null, `bytes=${100 * KB}-`, `bytes=${100 * KB}-`])
  })

  test.each<[what: string, answers: Listed[], asked: number]>([
    ['is the same again', ['/old'], 1],
    ['is none', [null], 1],
    ['is always another', ['/2', '/3', '/4', '/5'], 4],
    ['goes round', ['/2', '/old'], 3],
    ['cannot be asked for', [['range_too_old']], 1],
    [
      'cannot be asked for in time',
      [['vendor_busy'], ['vendor_busy'], ['vendor_busy'], ['vendor_busy']],
      1,
    ],
  ])('that %s stays expired', async (_what, answers, times) => {
    const addresses = ['/old', '/2', '/3', '/4', '/5'].map((address) => [
      address,
      { troubles: [...isOver] },
    ])
    const { error, asked } = await read(Object.fromEntries(addresses), ...answers)
    expect(error).toMatchObject({ code: 'recording_expired' })
    expect(asked).toHaveLength(times)
  })

  it('is waited for where the vendor is busy', async () => {
    const { got, pauses } = await read(
      { '/old': { troubles: [expired] }, '/new': {} },
      ...([['vendor_busy'], ['vendor_timeout'], '/new'] as Listed[]),
    )
    expect(isAll(got)).toBe(true)
    expect(pauses).toEqual([1, 2])
  })
})

test('whatever a source does, what is read is the recording or its beginning', async () => {
  const length = fc.integer({ min: 0, max: 200 * KB })
  const trouble: fc.Arbitrary<Trouble> = fc.oneof(
    fc.constantFrom<Trouble[]>('none', 'offline', 'page', { code: 'recording_unreachable' }),
    length.map((breaksAfter) => ({ breaksAfter })),
    length.map((endsAfter) => ({ endsAfter })),
    length.map((silentAfter) => ({ silentAfter })),
    length.map((size) => ({ becomes: soundOf(2, size) })),
  )
  const recording = fc.record({
    troubles: fc.array(trouble, { maxLength: 8 }),
    hasRanges: fc.boolean(),
    // Only these show that an answer was cut, or is another recording's.
    saysLength: fc.constant(true),
    etag: fc.constant('"v1"'),
  })
  let whole = 0
  await fc.assert(
    fc.asyncProperty(recording, async (one) => {
      const becomes = one.troubles.find((it) => typeof it === 'object' && 'becomes' in it)
      const others =
        becomes && typeof becomes === 'object' && 'becomes' in becomes ? [becomes.becomes] : []
      const { got, error } = await read({ '/old': one })
      const isOf = (all: Uint8Array) => Buffer.compare(got, all.subarray(0, got.length)) === 0
      expect([bytes, ...others].some(isOf)).toBe(true)
      if (error) return
      whole += 1
      expect([bytes, ...others].some((all) => isOf(all) && all.length === got.length)).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(whole).toBeGreaterThan(100) // a reader that gives up always would pass the rest
})
