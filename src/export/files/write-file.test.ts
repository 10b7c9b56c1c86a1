import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { bytesOf, inBatches, sheetWith } from '../../testing/sheet-with.ts'
import { FILE_FORMATS } from '../sheet.ts'
import { writeFile } from './write-file.ts'

/** 100 calls, which no compression makes much smaller. */
const BATCH = Array.from({ length: 100 }, (_, index) =>
  makeEmptyCall({ id: `${index}`, remark: randomBytes(300).toString('base64') }),
)

/** Calls without end, which note how many batches were asked for and whether they were ended. */
function endlessCalls(failsAt = Number.POSITIVE_INFINITY) {
  const seen = { batches: 0, ended: false }
  async function* calls(): AsyncGenerator<readonly CallRecord[], void> {
    try {
      for (;;) {
        if (seen.batches === failsAt) throw FAILURE
        seen.batches += 1
        yield BATCH
      }
    } finally {
      seen.ended = true
    }
  }
  return { calls: calls(), seen }
}

const FAILURE = new Error('gone')

describe.each(FILE_FORMATS)('writeFile as %s', (format) => {
  it('asks for nothing before it is read, and then no further than it is read', async () => {
    const { calls, seen } = endlessCalls()
    const reader = writeFile(format, calls, sheetWith()).getReader()
    expect(seen.batches).toBe(0)
    for (let part = 0; part < 20; part += 1) await reader.read()
    expect(seen.batches).toBeGreaterThan(1)
    expect(seen.batches).toBeLessThan(100)
    await reader.cancel()
  })

  it('ends the calls when it is cancelled', async () => {
    const { calls, seen } = endlessCalls()
    const reader = writeFile(format, calls, sheetWith()).getReader()
    for (let part = 0; part < 3; part += 1) await reader.read()
    await reader.cancel()
    expect(seen.ended).toBe(true)
  })

  it.each([0, 1, 50])('fails as the calls fail, after %i batches', async (failsAt) => {
    const { calls, seen } = endlessCalls(failsAt)
    await expect(bytesOf(writeFile(format, calls, sheetWith()))).rejects.toBe(FAILURE)
    expect(seen.ended).toBe(true)
  })

  it('is the same file for the same calls', async () => {
    const once = await bytesOf(writeFile(format, inBatches(BATCH), sheetWith()))
    expect(await bytesOf(writeFile(format, inBatches(BATCH, 7), sheetWith()))).toEqual(once)
  })
})
