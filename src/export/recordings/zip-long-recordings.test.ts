import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { soundOf, type Trouble } from '../../testing/fake-source.ts'
import { archive, begin, MB, recorded } from '../../testing/make-archive.ts'

describe('a recording too long for memory', () => {
  const bytes = soundOf(3, 60 * MB)

  it('is whole although its source breaks off', async () => {
    const troubles: Trouble[] = [{ breaksAfter: 55 * MB }, 'offline', { silentAfter: 2 * MB }]
    const { files, manifest, asked } = await archive([recorded(1)], { '/1': { bytes, troubles } })
    expect(files[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(manifest).toMatchObject([{ state: 'whole', bytes: `${60 * MB}` }])
    expect(asked.map(({ range }) => range)).toEqual([
      null,
      `bytes=${55 * MB}-`,
      `bytes=${55 * MB}-`,
      `bytes=${57 * MB}-`,
    ])
  })

  it('is said to be incomplete where it stays broken, in the archive too', async () => {
    const gone = Array.from({ length: 9 }, (): Trouble => ({ code: 'recording_not_audio' }))
    const { files, manifest, last } = await archive([recorded(1), recorded(2)], {
      '/1': { bytes, troubles: [{ breaksAfter: 55 * MB }, ...gone] },
      '/2': { bytes: bytes.subarray(0, 9) },
    })
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/1\.wav$/),
      expect.stringMatching(/1\.wav\.incomplete\.txt$/),
      expect.stringMatching(/2\.wav$/),
      'manifest.csv',
    ])
    expect(files[0]?.bytes.length).toBe(55 * MB)
    expect(new TextDecoder().decode(files[1]?.bytes)).toBe('recording_not_audio\r\n')
    expect(manifest).toMatchObject([
      {
        state: 'incomplete',
        bytes: `${55 * MB}`,
        sha256: files[0]?.sha256,
        reason: 'recording_not_audio',
      },
      { state: 'whole' },
    ])
    expect(last).toMatchObject({ calls: 2, whole: 1, incomplete: 1, missing: 0 })
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
    const { stream } = begin(calls, {}, { fetch: async () => new Response(endless()) })
    const reader = stream.getReader()
    let got = 0
    while (got < 100 * MB) got += (await reader.read()).value?.length ?? 0
    // What was taken from memory is let go; 8 MB of each of the two ahead are there.
    expect(sent - got).toBeLessThan(20 * MB)
    await reader.cancel()
  })
})
