import { describe, expect, test } from 'vitest'
import {
  attachment,
  fileNameOf,
  isMarkup,
  readContentType,
  showsType,
  sniffAudioType,
  withFittingExtension,
} from './audio-type.ts'

test.each([
  ['https://rec.example/day/call%201.wav?token=1#x', 'call 1.wav'],
  ['https://rec.example/day/', ''],
  ['https://rec.example/%E5%BD%95%E9%9F%B3.wav', '录音.wav'],
  ['https://rec.example/%E5%BD.wav', '%E5%BD.wav'],
])('fileNameOf reads the name from %s', (url, name) => {
  expect(fileNameOf(url)).toBe(name)
})

test.each([
  ['call 1.wav', 'attachment; filename="call 1.wav"'],
  ['', 'attachment; filename="recording"'],
  ['..', 'attachment; filename="recording"'],
  ['a"; x="b\r\n.wav', 'attachment; filename="a_ x=_b_.wav"'],
  ['../../etc/passwd', 'attachment; filename="_.._etc_passwd"'],
  ["录音'1.wav", `attachment; filename="__'1.wav"; filename*=UTF-8''%E5%BD%95%E9%9F%B3%271.wav`],
])('attachment writes a safe header for the name %j', (name, header) => {
  expect(attachment(name)).toBe(header)
})

test('attachment shortens a long name between characters and keeps its extension', () => {
  const header = attachment(`${'😀'.repeat(200)}.wav`)
  expect(header).toMatch(/\.wav$/)
  expect(() => decodeURIComponent(header.split("''")[1] ?? '%')).not.toThrow()
})

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
    ['audio/x-caf', bytes('caff', 0, 1, 0, 0)],
    ['audio/amr-wb', bytes('#!AMR-WB\n')],
    ['audio/3gpp', bytes(0, 0, 0, 24, 'ftyp3gp4')],
    ['audio/webm', bytes(0x1a, 'E', 0xdf, 0xa3, 0x9f, 'B', 0x82, 0x84, 'webm')],
    ['audio/x-matroska', bytes(0x1a, 'E', 0xdf, 0xa3, 0x9f, 'B', 0x82, 0x88, 'matroska')],
    [null, bytes('RIFF', 0, 0, 0, 0, 'AVI ')],
    [null, bytes('<!doctype html>')],
    [null, bytes('{"status":1}')],
    [null, bytes(0xff, 0xfe, 0x41, 0x00)],
    [null, bytes(0xff, 0xff, 0xff, 0xff)],
    [null, bytes('RIFF')],
    [null, bytes()],
  ])('returns %s for the first bytes', (type, head) => {
    expect(sniffAudioType(head)).toBe(type)
  })
})

test.each([
  ['audio/x-wav', { audio: 'audio/x-wav' }],
  ['Audio/MPEG; rate=8000', { audio: 'audio/mpeg' }],
  ['video/mp4', { audio: 'audio/mp4' }],
  ['application/ogg', { audio: 'audio/ogg' }],
  ['video/webm', { audio: 'audio/webm' }],
  [null, 'generic'],
  ['application/octet-stream', 'generic'],
  ['text/plain;charset=utf-8', 'generic'],
  ['text/html', 'other'],
  ['application/json', 'other'],
  ['image/svg+xml', 'other'],
  ['audio/', 'other'],
  ['audio/wav,text/html', 'other'],
])('readContentType reads %s', (header, expected) => {
  expect(readContentType(header)).toEqual(expected)
})

test.each([
  ['123.exe', 'audio/wav', '123.wav'],
  ['123.html', 'audio/mpeg', '123.mp3'],
  ['call.WAV', 'audio/wav', 'call.WAV'],
  ['call.mp3', 'audio/wav', 'call.wav'],
  ['call.opus', 'audio/ogg', 'call.opus'],
  ['call.wav', 'audio/ogg', 'call.ogg'],
  ['call.weba', 'audio/webm', 'call.weba'],
  ['call.mp4', 'audio/mp4', 'call.mp4'],
  ['call.2026', 'audio/wav', 'call.2026.wav'],
  ['call', 'audio/aac', 'call.aac'],
  ['', 'audio/wav', 'recording.wav'],
  ['.htaccess', 'audio/wav', 'recording.wav'],
  ['call.wav', 'audio/x-pcm', 'call.wav'],
  ['call.exe', 'audio/x-pcm', 'call.audio'],
])('saves the name %j with the type %s as %s', (name, type, saved) => {
  expect(withFittingExtension(name, type)).toBe(saved)
})

test.each([
  [true, '<!doctype html>'],
  [true, '\ufeff\r\n <HTML lang="en">'],
  [true, '<?xml version="1.0"?><Error/>'],
  [true, '</html>'],
  [true, '{ "code": 404 }'],
  [true, '{}'],
  [true, '[{"code": 404}]'],
  [true, '"no such key"'],
  [true, '[1, 2]'],
  [true, 'null'],
  [false, ''],
  [false, '< 3'],
  [false, '{ and other sound'],
  [false, 'RIFF<html>WAVE'],
  [false, 'Not found'],
])('isMarkup returns %s for %j', (expected, text) => {
  expect(isMarkup(new TextEncoder().encode(text), true)).toBe(expected)
})

test.each([
  ['with a byte order mark', [0xef, 0xbb, 0xbf, ...bytes('<!doctype html>')]],
  ['in UTF-16', [0xff, 0xfe, ...[...'<html>'].flatMap((char) => [char.charCodeAt(0), 0])]],
  ['in big-endian UTF-16', [0xfe, 0xff, 0, 0x3c, 0, 0x68]],
])('isMarkup detects a page %s', (_what, page) => {
  expect(isMarkup(Uint8Array.from(page), false)).toBe(true)
})

test('isMarkup detects the beginning of a JSON object only', () => {
  expect(isMarkup(bytes('{"code":'), false)).toBe(true)
  expect(isMarkup(bytes('123'), false)).toBe(false)
})

test.each([
  ['a format name', bytes('OggS and more'), true],
  ['half a format name', bytes('RIFF'), false],
  ['other bytes', new Uint8Array(64).fill(7), true],
  ['blank lines', new Uint8Array(64).fill(10), false],
  ['many blanks', new Uint8Array(4096).fill(32), true],
  ['EBML without its document type', bytes(0x1a, 'E', 0xdf, 0xa3, '........'), false],
])('showsType decides for %s', (_what, head, expected) => {
  expect(showsType(head)).toBe(expected)
})
