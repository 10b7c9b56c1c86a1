import { expect, test } from 'vitest'
import { extensionOf } from './extension-of.ts'

test.each([
  ['audio/wav', 'wav'],
  ['audio/x-wav', 'wav'],
  ['Audio/WAV; codecs=1', 'wav'],
  ['audio/mpeg', 'mp3'],
  ['audio/ogg; codecs="opus"', 'ogg'],
  ['audio/mp4', 'm4a'],
  ['audio/flac', 'flac'],
  ['audio/aac', 'aac'],
  ['audio/amr', 'amr'],
  ['audio/basic', 'au'],
  ['audio/unheard-of', 'bin'],
  ['constructor', 'bin'],
  ['', 'bin'],
])('%s is .%s', (type, extension) => {
  expect(extensionOf(type)).toBe(extension)
})
