import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { type FakeRecording, soundOf, type Trouble } from '../../testing/fake-source.ts'
import { archive, failing, MB, NOW, recorded } from '../../testing/make-archive.ts'

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

  it('says how far it is', async () => {
    const { progress } = await make()
    const zero = { calls: 0, of: 4, whole: 0, incomplete: 0, missing: 0, without: 0, bytes: 0 }
    expect(progress[0]).toEqual(zero)
    expect(progress.at(-1)).toEqual({
      ...zero,
      calls: 4,
      whole: 2,
      missing: 1,
      without: 1,
      bytes: 250_000,
    })
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
    const { files, manifest, last } = await archive(
      [recorded(1, known)],
      recording ? { '/1': recording } : {},
    )
    expect(files).toHaveLength(1)
    expect(manifest).toMatchObject([{ state: 'missing', file: '', bytes: '', sha256: '', reason }])
    expect(last).toMatchObject({ calls: 1, missing: 1, bytes: 0 })
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
      const { files, manifest, last } = await archive(calls, Object.fromEntries(recordings))
      const byName = new Map(files.map((file) => [file.name, file]))
      expect(manifest.map(({ id }) => id)).toEqual(calls.map(({ id }) => id))
      let whole = 0
      for (const [index, line] of manifest.entries()) {
        if (line.state === 'missing') {
          expect([line.file, line.bytes, line.sha256]).toEqual(['', '', ''])
          expect(line.reason === 'none').toBe(!ones[index]?.hasRecording)
          // What nothing happened to is there.
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
      expect(last).toMatchObject({ calls: calls.length, whole, incomplete: 0 })
    }),
    { numRuns: 200 },
  )
})

function isUnzipHere(): boolean {
  return spawnSync('unzip', ['-v']).error === undefined
}
