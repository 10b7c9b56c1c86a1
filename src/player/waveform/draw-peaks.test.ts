import { expect, it } from 'vitest'
import { channelColumns } from './draw-peaks.ts'

const peaks = { secondsPerBin: 1, channels: [Uint8Array.of(1, 9, 2, 3, 8, 4)] }
const until = (to: number, from = 0) => ({ from, to })

it.each([
  ['two bins a column', { shown: until(6), columns: 3 }, [9, 3, 8]],
  ['a bin a column', { shown: until(6), columns: 6 }, [1, 9, 2, 3, 8, 4]],
  ['two columns a bin', { shown: until(3), columns: 6 }, [1, 1, 9, 9, 2, 2]],
  ['an unfinished analysis', { shown: until(12), columns: 6 }, [9, 3, 8, null, null, null]],
  ['a part at the start', { shown: until(4), columns: 2 }, [9, 3]],
  ['a part in the middle', { shown: until(5, 2), columns: 3 }, [2, 3, 8]],
  ['a part after the analysis', { shown: until(12, 8), columns: 2 }, [null, null]],
])('draws %s', (_name, shown, expected) => {
  expect(channelColumns(peaks, shown)).toEqual([expected])
})

it('draws each bin of 0.1 s in its own column', () => {
  const tenths = {
    secondsPerBin: 0.1,
    channels: [Uint8Array.from({ length: 100 }, (_, bin) => bin)],
  }
  const [columns] = channelColumns(tenths, { shown: until(10), columns: 100 })
  expect(columns).toEqual(Array.from({ length: 100 }, (_, bin) => bin))
})
