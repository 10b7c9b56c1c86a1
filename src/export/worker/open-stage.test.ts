import { describe, expect, it, test } from 'vitest'
import { callWith } from '../call-with.ts'
import type { ReadSlice } from '../slices/read-slices.ts'
import { fakeFile } from './fake-file.ts'
import { openStage } from './open-stage.ts'
import { DiskFullError } from './private-files.ts'

const sliceOf = (from: number, ...ids: string[]): ReadSlice => ({
  slice: { from, to: from + 9 },
  total: ids.length,
  isWhole: true,
  calls: ids.map((id) => callWith({ id, remark: `two\nlines of ${id}, 李娜` })),
})
const ONE = sliceOf(20, 'a', 'b')
const NONE = sliceOf(10)
const THREE = sliceOf(0, 'c', 'd', 'e')

describe('a stage', () => {
  it('gives back what it was given', () => {
    const { file } = fakeFile()
    const stage = openStage(file)
    for (const read of [ONE, NONE, THREE]) stage.keep(read)
    expect([...openStage(file).kept()]).toEqual([ONE, NONE, THREE])
  })

  it('holds more than it reads at once', () => {
    const { file } = fakeFile()
    const many = sliceOf(0, ...Array.from({ length: 8000 }, (_, index) => `call-${index}`))
    openStage(file).keep(many)
    openStage(file).keep(ONE)
    expect(file.getSize()).toBeGreaterThan(2 << 20)
    expect([...openStage(file).kept()]).toEqual([many, ONE])
  })

  test.each([1, 2, 40, 300])('drops what a crash cut short by %d bytes, and goes on', (cut) => {
    const { file } = fakeFile()
    openStage(file).keep(ONE)
    openStage(file).keep(THREE)
    file.truncate(file.getSize() - cut)
    const stage = openStage(file)
    expect([...stage.kept()]).toEqual([ONE])
    stage.keep(NONE)
    expect([...openStage(file).kept()]).toEqual([ONE, NONE])
  })

  it('keeps nothing of a slice that does not fit', () => {
    const { file } = fakeFile({ room: 1000 })
    const stage = openStage(file)
    stage.keep(ONE)
    expect(() => stage.keep(THREE)).toThrow(DiskFullError)
    expect([...openStage(file).kept()]).toEqual([ONE])
  })
})
