import { expect, test } from 'vitest'
import { usualLook } from './file-look.ts'

test.each([
  ['en-US', ','],
  ['en-IN', ','],
  ['zh-CN', ','],
  ['de-DE', ';'],
  ['fr', ';'],
  ['pt-BR', ';'],
])('in %s cells are separated by %s', (language, separator) => {
  expect(usualLook(language)).toEqual({ product: 'csv', separator, values: 'words' })
})
