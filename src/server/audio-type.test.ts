import { describe, expect, test } from 'vitest'
import { guessAudioType, isMarkup, readContentType, sniffAudioType } from './audio-type.ts'

function bytes(...parts: (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : [part],
    ),
  )
}

describe('sniffAudioType', () => {
  test.each([
    ['audio/wav', bytes('RIFF', 0, 0, 0, 0, 'WAVE')],
    ['audio/wav', bytes('RF64', 255, 255, 255, 255, 'WAVE')],
    ['audio/mpeg', bytes('ID3', 4, 0, 0, 0, 0, 0, 0, 0, 0)],
    ['audio/mpeg', bytes(0xff, 0xfb, 0x90, 0x64)],
    ['audio/mpeg', bytes(0xff, 0xe3, 0x18, 0xc4)],
    ['audio/aac', bytes(0xff, 0xf1, 0x50, 0x80)],
    ['audio/ogg', bytes('OggS', 0, 2)],
    ['audio/flac', bytes('fLaC', 0, 0)],
    ['audio/mp4', bytes(0, 0, 0, 24, 'ftypM4A ')],
    ['audio/amr', bytes('#!AMR\n')],
    ['audio/aiff', bytes('FORM', 0, 0, 0, 0, 'AIFC')],
    ['audio/basic', bytes('.snd', 0, 0)],
    [null, bytes('RIFF', 0, 0, 0, 0, 'AVI ')],
    [null, bytes('<!doctype html>')],
    [null, bytes('{"status":1}')],
    [null, bytes(0xff, 0xfe, 0x41, 0x00)],
    [null, bytes(0xff, 0xff, 0xff, 0xff)],
    [null, bytes('RIFF')],
    [null, bytes()],
  ])('%s', (type, head) => {
    expect(sniffAudioType(head)).toBe(type)
  })
})

test.each([
  ['audio/x-wav', { audio: 'audio/x-wav' }],
  ['Audio/MPEG; rate=8000', { audio: 'audio/mpeg' }],
  ['video/mp4', { audio: 'audio/mp4' }],
  ['application/ogg', { audio: 'audio/ogg' }],
  [null, 'generic'],
  ['application/octet-stream', 'generic'],
  ['text/plain;charset=utf-8', 'generic'],
  ['text/html', 'other'],
  ['application/json', 'other'],
  ['image/svg+xml', 'other'],
  ['audio/', 'other'],
  ['audio/wav,text/html', 'other'],
])('readContentType %s', (header, expected) => {
  expect(readContentType(header)).toEqual(expected)
})

test.each([
  ['a.MP3', 'audio/mpeg'],
  ['a.b.ogg', 'audio/ogg'],
  ['a', 'audio/wav'],
  ['a.constructor', 'audio/wav'],
])('guessAudioType %s', (name, type) => {
  expect(guessAudioType(name)).toBe(type)
})

test.each([
  [true, '<!doctype html>'],
  [true, '\ufeff\r\n <HTML lang="en">'],
  [true, '<?xml version="1.0"?><Error/>'],
  [true, '</html>'],
  [true, '{ "code": 404 }'],
  [true, '{}'],
  [true, '[{"code": 404}]'],
  [false, ''],
  [false, '< 3'],
  [false, '{ and other sound'],
  [false, 'RIFF<html>WAVE'],
  [false, 'Not found'],
])('isMarkup is %s of %j', (expected, text) => {
  expect(isMarkup(new TextEncoder().encode(text))).toBe(expected)
})
