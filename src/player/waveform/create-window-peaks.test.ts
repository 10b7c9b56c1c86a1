import { expect, it } from 'vitest'
import { createWindowPeaks } from './create-window-peaks.ts'

const planes = (...sizes: number[]) => sizes.map((size) => Float32Array.of(0, -size, size / 2))

it('one stands for its neighbours until they are known, and none beyond them', () => {
  const picture = createWindowPeaks({ windows: 4, secondsPerWindow: 9 })
  expect(picture.peaks()).toEqual({ secondsPerBin: 9, lanes: [] })
  picture.add({ planes: planes(1, 0.2), index: 0, covers: 2 })
  expect(picture.peaks().lanes).toEqual([Uint8Array.of(255, 255), Uint8Array.of(51, 51)])
  picture.add({ planes: planes(0.4, 0), index: 2, covers: 2 })
  const before = picture.peaks()
  picture.add({ planes: planes(0.2, 1), index: 1, covers: 1 })
  expect(before.lanes[0]).toEqual(Uint8Array.of(255, 255, 102, 102))
  expect(picture.peaks().lanes).toEqual([
    Uint8Array.of(255, 51, 102, 102),
    Uint8Array.of(51, 255, 0, 0),
  ])
})
