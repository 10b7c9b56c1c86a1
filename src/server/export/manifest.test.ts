import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutControls } from '../../calls/escape-formula.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { bytesOf } from '../../testing/sheet-with.ts'
import { type ArchivedState, createManifest } from './manifest.ts'

async function linesOf(
  calls: [Parameters<typeof makeEmptyCall>[0], ArchivedState][],
): Promise<string[][]> {
  const manifest = createManifest('Asia/Shanghai')
  for (const [known, archived] of calls) manifest.add(makeEmptyCall(known), archived)
  return parse(await bytesOf(manifest.file()), { bom: true })
}

const none: ArchivedState = { state: 'missing', reason: 'none' }

test('it begins with the byte order mark and the names of its columns, and ends with a line', async () => {
  const file = createManifest('UTC').file()
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await bytesOf(file))).toBe(
    '\ufeff"id","startedAt","agent","caller","called","state","file","bytes","sha256","reason"\r\n',
  )
})

test('every line is there, however many there are', async () => {
  const calls = Array.from({ length: 2_500 }, (_, index): [{ id: string }, ArchivedState] => [
    { id: `${index}` },
    none,
  ])
  const lines = await linesOf(calls)
  expect(lines.slice(1).map(([id]) => id)).toEqual(calls.map(([{ id }]) => id))
})

test('times are those of its zone', async () => {
  const lines = await linesOf([[{ startedAt: '2026-11-22T02:00:00Z' }, none]])
  expect(lines[1]?.[1]).toBe('2026-11-22T10:00:00+08:00')
})

test('whatever is in a call comes back, and runs nowhere', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 8 })
  const nasty = fc.oneof(text, fc.constantFrom('=1+1', '+86', '@x', '-5', 'a"b', 'a,b', 'a\r\nb'))
  const call = fc.record({ id: nasty, agent: nasty, caller: nasty, called: nasty })
  await fc.assert(
    fc.asyncProperty(call, async (known) => {
      const [, line = []] = await linesOf([[known, none]])
      expect(line).toHaveLength(10)
      for (const [column, was] of [
        [0, known.id],
        [2, known.agent],
        [3, known.caller],
        [4, known.called],
      ] as const) {
        expect(line[column]?.replaceAll("'", '')).toBe(withoutControls(was).replaceAll("'", ''))
        expect(line[column]).not.toMatch(/^[=+\-@]/)
      }
    }),
  )
})
