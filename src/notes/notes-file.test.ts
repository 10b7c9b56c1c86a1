import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { anyCalls } from '../testing/any-notes.ts'
import {
  type FileProblem,
  notesFileName,
  parseNotesFile,
  readNotesFile,
  serializeNotesFile,
} from './notes-file.ts'

const note = { id: 'n1', seconds: 73, text: 'Greets', at: 1 }
const listed = {
  id: '1',
  startedAt: '2026-11-22T10:00:00+08:00',
  caller: '1',
  called: '2',
  agent: null,
  starred: true,
  notes: [note],
}
const file = { format: 'callboard-notes', version: 1, calls: [listed] }

const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...note, id: `n${i}` }))

describe('a file of notes', () => {
  test('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, async (calls) => {
        const read = await parseNotesFile(serializeNotesFile(calls, 0))
        expect(read).toEqual({ calls, problem: null })
      }),
    )
  })

  it('is indented JSON that states its format and version', () => {
    const { id, starred, notes, ...call } = listed
    const text = serializeNotesFile(new Map([[id, { starred, notes, call }]]), 0)
    expect(JSON.parse(text)).toEqual({ ...file, savedAt: '1970-01-01T00:00:00.000Z' })
    expect(text).toContain('\n  "version": 1')
  })

  it('may begin with a byte order mark', async () => {
    const { calls } = await parseNotesFile(`\uFEFF${JSON.stringify(file)}`)
    expect(calls?.size).toBe(1)
  })

  it('loses unknown properties', async () => {
    const more = { ...listed, html: '<b>', notes: [{ ...note, __proto__x: 1, html: '<b>' }] }
    const { calls } = await parseNotesFile(JSON.stringify({ ...file, calls: [more] }))
    expect(calls?.get('1')?.notes).toEqual([note])
    expect(Object.keys(calls?.get('1') ?? {})).toEqual(['starred', 'notes', 'call'])
  })

  it('may list a call twice', async () => {
    const twice = [listed, { ...listed, starred: false, notes: [{ ...note, id: 'n2' }] }]
    const { calls } = await parseNotesFile(JSON.stringify({ ...file, calls: twice }))
    expect(calls?.get('1')).toMatchObject({ starred: true, notes: [{ id: 'n1' }, { id: 'n2' }] })
  })

  it('may contain 1,000 notes on a call, at the latest possible time', async () => {
    const notes = many(1000).map((some) => ({ ...some, at: 8.64e15 }))
    const { calls } = await parseNotesFile(
      JSON.stringify({ ...file, calls: [{ ...listed, notes }] }),
    )
    expect(calls?.get('1')?.notes).toHaveLength(1000)
  })

  it.each<[name: string, content: unknown, problem: FileProblem]>([
    ['text that is not JSON', 'Started,Caller', 'notNotes'],
    ['an empty text', '', 'notNotes'],
    ['JSON of another format', '{"notes":[]}', 'notNotes'],
    ['a list', '[]', 'notNotes'],
    ['calls that are not a list', { ...file, calls: {} }, 'notNotes'],
    ['an invalid version', { ...file, version: '1' }, 'notNotes'],
    ['a later version', { ...file, version: 2, calls: [{ any: 1 }] }, 'newer'],
    ...[
      { id: '' },
      { id: 7 },
      { id: 'x'.repeat(201) },
      { starred: 'yes' },
      { caller: null },
      { agent: 7 },
      { notes: {} },
    ].map((wrong): [string, unknown, FileProblem] => [
      `a call with ${JSON.stringify(wrong).slice(0, 30)}`,
      { ...file, calls: [listed, { ...listed, ...wrong }] },
      'notNotes',
    ]),
    [
      'more than 1,000 notes on a call',
      {
        ...file,
        calls: [
          { ...listed, notes: many(600) },
          { ...listed, notes: many(1001) },
        ],
      },
      'tooMany',
    ],
    ...[
      { id: 1 },
      { at: 2 ** 53 },
      { seconds: -1 },
      { seconds: '73' },
      { seconds: null },
      { at: null },
      { text: ' \n' },
      { text: 7 },
      { text: 'x'.repeat(2001) },
    ].map((wrong): [string, unknown, FileProblem] => [
      `a note with ${JSON.stringify(wrong).slice(0, 30)}`,
      { ...file, calls: [{ ...listed, notes: [note, { ...note, ...wrong }] }] },
      'notNotes',
    ]),
  ])('is refused with %s', async (_name, content, problem) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    expect(await parseNotesFile(text)).toEqual({ calls: null, problem })
  })
})

describe('a chosen file', () => {
  it('is read', async () => {
    expect((await readNotesFile(new Blob([JSON.stringify(file)]))).calls?.size).toBe(1)
  })

  it('is not read above 10 MB', async () => {
    const large = new Blob(['x'.repeat(10_000_001)])
    expect(await readNotesFile(large)).toEqual({ calls: null, problem: 'tooLarge' })
  })

  it('may be unreadable', async () => {
    const gone = Object.assign(new Blob(['x']), { text: () => Promise.reject(new Error('gone')) })
    expect(await readNotesFile(gone)).toEqual({ calls: null, problem: 'unreadable' })
  })
})

test('the name of the file contains the date on this computer', () => {
  expect(notesFileName(new Date(2026, 0, 5))).toBe('callboard-notes-2026-01-05.json')
})
