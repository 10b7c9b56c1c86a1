import { expect, it } from 'vitest'
import { laneColumns } from './lane-columns.ts'

const lane = Uint8Array.of(1, 9, 2, 3, 8, 4)

it.each([
  ['two bins a column', { seconds: 6, columns: 3 }, [9, 3, 8]],
  ['a bin a column', { seconds: 6, columns: 6 }, [1, 9, 2, 3, 8, 4]],
  ['two columns a bin', { seconds: 6, columns: 12 }, [1, 1, 9, 9, 2, 2, 3, 3, 8, 8, 4, 4]],
  ['only as far as is known', { seconds: 12, columns: 6 }, [9, 3, 8]],
  ['no further than the end', { seconds: 4, columns: 2 }, [9, 3]],
])('%s', (_name, shown, expected) => {
  expect(laneColumns(lane, { secondsPerBin: 1, ...shown })).toEqual(expected)
})
