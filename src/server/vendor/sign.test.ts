import { expect, test } from 'vitest'
import { sign } from './sign.ts'

test('signs as the vector that the vendor published', () => {
  expect(sign('bDqJFiq9', '7bz1lzh9', 1630468800)).toBe('05d7a50893e22a5c4bb3216ae3396c7c')
})
