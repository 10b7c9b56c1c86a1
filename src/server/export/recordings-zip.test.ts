import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, test, vi } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { type FakeRecording, soundOf, type Trouble } from '../../testing/fake-source.ts'
import { archive, begin, failing, MB, NOW, pagesOf, recorded } from '../../testing/make-archive.ts'
import { bytesOf } from '../../testing/sheet-with.ts'

describe('an archive', () => {
  const sound = soundOf(1, 200_000)
  const other = soundOf(2, 50_000)
  const calls = [
    recorded(1),
    recorded(2, { agent: '李娜', recording: null }),
    recorded(3, { agent: '=1+1', called: '+86"132', type: 2, caller: '' }),
    recorded(4),
  ]
  const recordings: Record<string, FakeRecording> = {
    '/1': { bytes: sound },
    '/3': { bytes: other, type: 'audio/mpeg' },
    '/4': { bytes: sound, troubles: [{ code: 'recording_forbidden_host' }] },
  }
  const make = () => archive(calls, structuredClone(recordings))

  it('has each recording as it came, and the manifest at its end', async () => {
    const { files } = await make()
    expect(files.map(({ name }) => name)).toEqual([
      '2026-11-22_10-00-10_Li-Na_8613200000001_023432600001.wav',
      '2026-11-22_10-00-30_1-1_86-132_023432600003.mp3',
      'manifest.csv',
    ])
    expect(files[0]?.bytes).toEqual(sound)
    expect(files[1]?.bytes).toEqual(other)
  })

  it('has a line for each call', async () => {
    const { manifest } = await make()
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(manifest).toEqual([
      {
        id: '23112023432600001',
        startedAt: '2026-11-22T10:00:10+08:00',
        agent: 'Li Na',
        caller: '',
        called: '8613200000001',
        state: 'whole',
        file: '2026-11-22_10-00-10_Li-Na_8613200000001_023432600001.wav',
        bytes: '200000',
        sha256: sha256(sound),
        reason: '',
      },
      expect.objectContaining({ agent: '李娜', state: 'missing', file: '', reason: 'none' }),
      expect.objectContaining({
        agent: "'=1+1",
        called: `'+86"132`,
        bytes: '50000',
        sha256: sha256(other),
      }),
      expect.objectContaining({ state: 'missing', bytes: '', reason: 'recording_forbidden_host' }),
    ])
  })

  it('has the times of the calls, in the zone', async () => {
    const { files } = await make()
    expect(files.map(({ time }) => time)).toEqual([
      '2026-11-22 10:00:10',
      '2026-11-22 10:00:30',
      '2026-11-22 12:00:00',
    ])
  })

  test.runIf(isUnzipHere())('is whole to unzip, where that is installed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recordings-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'recordings.zip')
    await writeFile(file, (await make()).zip)
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain(
      'No errors detected',
    )
  })
})

test.each<[what: string, calls: CallRecord[]]>([
  ['no calls', []],
  ['no recordings', [recorded(1, { recording: null }), recorded(2, { recording: null })]],
])('%s make an archive of the manifest alone', async (_what, calls) => {
  const { files, manifest } = await archive(calls, {})
  expect(files).toHaveLength(1)
  expect(manifest.map(({ reason }) => reason)).toEqual(calls.map(() => 'none'))
})

test('a call without a time or an agent has a file and a line all the same', async () => {
  const { files, manifest } = await archive([recorded(1, { startedAt: '', agent: null })], {
    '/1': { bytes: soundOf(1, 10) },
  })
  expect(files[0]).toMatchObject({
    name: '0000-00-00_00-00-00_-_8613200000001_023432600001.wav',
    time: '1980-01-01 00:00:00',
  })
  expect(manifest[0]).toMatchObject({ startedAt: '', state: 'whole' })
})

describe('a recording that is not there', () => {
  /** The endpoint's answer for a WAV header without samples. */
  const empty = (): FakeRecording => ({
    bytes: soundOf(1, 44),
    troubles: [{ code: 'recording_empty' }],
  })
  test.each<[reason: string, recording: FakeRecording | undefined, known: Partial<CallRecord>]>([
    ['recording_missing', undefined, {}],
    ['recording_pending', undefined, { endedAt: new Date(NOW - 60_000).toISOString() }],
    ['recording_empty', { bytes: new Uint8Array() }, {}],
    [
      'recording_pending',
      { bytes: new Uint8Array() },
      { endedAt: new Date(NOW - 60_000).toISOString() },
    ],
    ['recording_empty', empty(), {}],
    ['recording_pending', empty(), { endedAt: new Date(NOW - 60_000).toISOString() }],
    ['unusable', undefined, { recording: null, recordingState: 'unusable' }],
    ['recording_expired', failing('recording_expired'), {}],
    ['recording_unreachable', failing('recording_unreachable'), {}],
    [
      'recording_unreachable',
      {
        bytes: soundOf(1, 2 * MB),
        troubles: Array.from({ length: 99 }, () => ({ breaksAfter: 9 })),
      },
      {},
    ],
  ])('is missing with %s', async (reason, recording, known) => {
    const { files, manifest } = await archive(
      [recorded(1, known)],
      recording ? { '/1': recording } : {},
    )
    expect(files).toHaveLength(1)
    expect(manifest).toMatchObject([{ state: 'missing', file: '', bytes: '', sha256: '', reason }])
  })
})

test('sources that are all down are not waited for one by one', async () => {
  const calls = Array.from({ length: 50 }, (_, index) => recorded(index))
  const recordings = calls.map(({ recording }) => [recording, failing('recording_unreachable')])
  const { pauses, manifest } = await archive(calls, Object.fromEntries(recordings))
  expect(manifest.every(({ reason }) => reason === 'recording_unreachable')).toBe(true)
  expect(pauses.length).toBeLessThanOrEqual(20)
})

test('one in five fails, in every way there is: each line is true of its file', async () => {
  const size = fc.integer({ min: 1, max: 80_000 })
  const trouble: fc.Arbitrary<Trouble> = fc.oneof(
    fc.constantFrom<Trouble[]>(
      'offline',
      'page',
      { code: 'recording_unreachable' },
      { code: 'recording_expired' },
      { code: 'recording_missing' },
      { code: 'recording_not_audio' },
      { code: 'vendor_busy', retryAfter: 3 },
      { code: 'internal_error' },
    ),
    size.map((breaksAfter) => ({ breaksAfter })),
    size.map((endsAfter) => ({ endsAfter })),
    size.map((silentAfter) => ({ silentAfter })),
  )
  const troubles = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Trouble[]>([]) },
    { weight: 1, arbitrary: fc.array(trouble, { minLength: 1, maxLength: 6 }) },
  )
  const one = fc.record({
    size,
    troubles,
    hasRanges: fc.boolean(),
    hasRecording: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 12 }), async (ones) => {
      const calls = ones.map(({ hasRecording }, index) =>
        recorded(index, hasRecording ? {} : { recording: null }),
      )
      const recordings = ones.map((known, index): [string, FakeRecording] => [
        `/${index}`,
        { ...known, bytes: soundOf(index, known.size), troubles: [...known.troubles] },
      ])
      const { files, manifest } = await archive(calls, Object.fromEntries(recordings))
      const byName = new Map(files.map((file) => [file.name, file]))
      expect(manifest.map(({ id }) => id)).toEqual(calls.map(({ id }) => id))
      let whole = 0
      for (const [index, line] of manifest.entries()) {
        if (line.state === 'missing') {
          expect([line.file, line.bytes, line.sha256]).toEqual(['', '', ''])
          expect(line.reason === 'none').toBe(!ones[index]?.hasRecording)
          // Recordings without a fault are complete.
          expect(ones[index]?.hasRecording && ones[index].troubles.length === 0).toBe(false)
          continue
        }
        whole += 1
        const file = byName.get(line.file ?? '')
        const bytes = recordings[index]?.[1].bytes ?? new Uint8Array()
        expect(line).toMatchObject({ state: 'whole', bytes: `${bytes.length}`, reason: '' })
        expect(line.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
        expect(file?.sha256).toBe(line.sha256)
      }
      expect(files).toHaveLength(whole + 1)
    }),
    { numRuns: 200 },
  )
})

describe('a recording too long for memory', () => {
  const bytes = soundOf(3, 30 * MB)

  it('is complete if its source breaks off and recovers', async () => {
    const troubles: Trouble[] = [{ breaksAfter: 25 * MB }, 'offline', { silentAfter: 2 * MB }]
    const { files, manifest, asked } = await archive([recorded(1)], { '/1': { bytes, troubles } })
    expect(files[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(manifest).toMatchObject([{ state: 'whole', bytes: `${30 * MB}` }])
    expect(asked.map(({ range }) => range)).toEqual([
      null,
      `bytes=${25 * MB}-`,
      `bytes=${25 * MB}-`,
      `bytes=${27 * MB}-`,
    ])
  })

  it('is marked as incomplete if it stays broken', async () => {
    const gone = Array.from({ length: 9 }, (): Trouble => ({ code: 'recording_not_audio' }))
    const { files, manifest } = await archive([recorded(1), recorded(2)], {
      '/1': { bytes, troubles: [{ breaksAfter: 25 * MB }, ...gone] },
      '/2': { bytes: bytes.subarray(0, 9) },
    })
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/1\.wav$/),
      expect.stringMatching(/1\.wav\.incomplete\.txt$/),
      expect.stringMatching(/2\.wav$/),
      'manifest.csv',
    ])
    expect(files[0]?.bytes.length).toBe(25 * MB)
    expect(new TextDecoder().decode(files[1]?.bytes)).toBe('recording_not_audio\r\n')
    expect(manifest).toMatchObject([
      {
        state: 'incomplete',
        bytes: `${25 * MB}`,
        sha256: files[0]?.sha256,
        reason: 'recording_not_audio',
      },
      { state: 'whole' },
    ])
  })

  it('is not read much further than the archive is', async () => {
    let sent = 0
    const endless = () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          pull(controller) {
            sent += MB
            controller.enqueue(new Uint8Array(MB))
          },
        },
        { highWaterMark: 0 },
      )
    const calls = [1, 2, 3, 4].map((index) => recorded(index))
    const { bytes } = begin(calls, {}, { fetchOwn: async () => new Response(endless()) })
    let got = 0
    while (got < 60 * MB) got += (await bytes.next()).value?.length ?? 0
    // 4 MB of each of the two ahead are held.
    expect(sent - got).toBeLessThan(12 * MB)
    await bytes.return()
  })
})

describe('an archive that ends early', () => {
  const calls = Array.from({ length: 20 }, (_, index) => recorded(index))
  // Longer than what is held before a turn, so that all of them are under way.
  const bytes = soundOf(1, 6 * MB)
  const recordings = () =>
    Object.fromEntries(
      calls.map(({ recording }): [string, FakeRecording] => [`${recording}`, { bytes }]),
    )

  it('by its signal closes all requests', async () => {
    const begun = begin(calls, recordings())
    await begun.bytes.next()
    await vi.waitUntil(() => begun.asked.length === 3)
    begun.control.abort(new Error('enough'))
    await expect(bytesOf(begun.bytes)).rejects.toThrow('enough')
    await vi.waitUntil(() => begun.open() === 0)
    expect(begun.asked).toHaveLength(3)
  })

  it('by its reader closes all requests and the calls', async () => {
    const ended = vi.fn()
    async function* pages() {
      try {
        yield* pagesOf(calls)
      } finally {
        ended()
      }
    }
    const begun = begin(calls, recordings(), { pages: pages() })
    await begun.bytes.next()
    await vi.waitUntil(() => begun.asked.length === 3)
    await begun.bytes.return()
    await vi.waitUntil(() => begun.open() === 0)
    expect(ended).toHaveBeenCalledOnce()
    expect(begun.asked).toHaveLength(3)
  })

  it('by its calls fails with their error', async () => {
    const failure = new Error('gone')
    async function* pages() {
      yield calls.slice(0, 5)
      throw failure
    }
    const begun = begin(calls, recordings(), { pages: pages() })
    await expect(bytesOf(begun.bytes)).rejects.toBe(failure)
    await vi.waitUntil(() => begun.open() === 0)
  })
})

test('an archive with the maximum number of files lists the other recordings as missing', async () => {
  const calls = Array.from({ length: 20 }, (_, index) => recorded(index))
  const recordings = calls.map(({ recording }, index) => [recording, { bytes: soundOf(index, 9) }])
  const made = await archive(calls, Object.fromEntries(recordings), { maxFiles: 12 })
  const full = made.manifest.filter(({ reason }) => reason === 'archive_full')
  expect(made.files.length).toBeLessThanOrEqual(12)
  expect(made.files.length).toBeGreaterThan(4)
  expect(made.files.length - 1 + full.length).toBe(calls.length)
})

function isUnzipHere(): boolean {
  return spawnSync('unzip', ['-v']).error === undefined
}
