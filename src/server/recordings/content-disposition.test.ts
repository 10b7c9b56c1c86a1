import { expect, test } from 'vitest'
import { attachment, fileNameOf } from './content-disposition.ts'

test.each([
  ['https://rec.example/day/call%201.wav?token=1#x', 'call 1.wav'],
  ['https://rec.example/day/', ''],
  ['https://rec.example/%E5%BD%95%E9%9F%B3.wav', '录音.wav'],
  ['https://rec.example/%E5%BD.wav', '%E5%BD.wav'],
])('fileNameOf %s', (url, name) => {
  expect(fileNameOf(url)).toBe(name)
})

test.each([
  ['call 1.wav', 'attachment; filename="call 1.wav"'],
  ['', 'attachment; filename="recording"'],
  ['..', 'attachment; filename="recording"'],
  ['a"; x="b\r\n.wav', 'attachment; filename="a_ x=_b_.wav"'],
  ['../../etc/passwd', 'attachment; filename="_.._etc_passwd"'],
  ["录音'1.wav", `attachment; filename="__'1.wav"; filename*=UTF-8''%E5%BD%95%E9%9F%B3%271.wav`],
])('attachment %s', (name, header) => {
  expect(attachment(name)).toBe(header)
})

test('keeps the end of a long name, whole characters and the extension', () => {
  const header = attachment(`${'😀'.repeat(200)}.wav`)
  expect(header).toMatch(/\.wav$/)
  expect(() => decodeURIComponent(header.split("''")[1] ?? '%')).not.toThrow()
})
