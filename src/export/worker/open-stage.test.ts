import { describe, expect, it, test } from 'vitest'
import { fakeFile } from '../../testing/fake-file.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { ExportHalt } from '../export-halt.ts'
import type { ReadSlice } from '../slices/read-slices.ts'
import { openStage } from './open-stage.ts'

const sliceOf = (from: number, ...ids: string[]): ReadSlice => ({
  slice: { from, to: from + 9 },
  total: ids.length,
  isWhole: true,
  calls: ids.map((id) => makeEmptyCall({ id, remark: `two\nlines of ${id}, 李娜` })),
})
const ONE = sliceOf(20, 'a', 'b')
const NONE = sliceOf(10)
const THREE = sliceOf(0, 'c', 'd', 'e')

describe('a stage', () => {
  it('gives back what it was given', async () => {
    const { file } = fakeFile()
    const stage = openStage(file)
    expect(stage.holdsAny()).toBe(false)
    for (const read of [ONE, NONE, THREE]) await stage.keep(read)
    expect([...openStage(file).kept()]).toEqual([ONE, NONE, THREE])
    expect([stage.holdsAny(), openStage(file).holdsAny()]).toEqual([true, true])
  })

  it('holds more than it reads at once', async () => {
    const { file } = fakeFile()
    const many = sliceOf(0, ...Array.from({ length: 8000 }, (_, index) => `call-${index}`))
    await openStage(file).keep(many)
    await openStage(file).keep(ONE)
    expect(file.getSize()).toBeGreaterThan(2 << 20)
    expect([...openStage(file).kept()]).toEqual([many, ONE])
  })

  test.each([1, 2, 40, 300])(
    'drops what a crash cut short by %d bytes, and goes on',
    async (cut) => {
      const { file } = fakeFile()
      await openStage(file).keep(ONE)
      await openStage(file).keep(THREE)
      file.truncate(file.getSize() - cut)
      const stage = openStage(file)
      expect([...stage.kept()]).toEqual([ONE])
      await stage.keep(NONE)
      expect([...openStage(file).kept()]).toEqual([ONE, NONE])
    },
  )

  it('drops what the disk never got', async () => {
    const { file } = fakeFile()
    await openStage(file).keep(ONE)
    const size = file.getSize()
    await openStage(file).keep(THREE)
    file.write(new Uint8Array(40), { at: size + 100 })
    expect([...openStage(file).kept()]).toEqual([ONE])
    expect(file.getSize()).toBe(size)
  })

  it('keeps nothing of a slice that does not fit', async () => {
    const { file } = fakeFile({ room: 1000 })
    const stage = openStage(file)
    await stage.keep(ONE)
    await expect(stage.keep(THREE)).rejects.toThrow(ExportHalt)
    expect([...openStage(file).kept()]).toEqual([ONE])
  })
})
