import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { anyCalls } from '../testing/any-notes.ts'
import { createFakeStorage } from '../testing/fake-storage.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { notesText } from './call-notes.ts'
import { createNotes } from './notes.ts'
import { parseNotesFile, serializeNotesFile } from './notes-file.ts'

const call = makeEmptyCall({ caller: '132', called: '918', agent: 'Li Na' })
const NOTE = { seconds: 1, text: 'x', at: 1 }
const KEY = 'callboard.notes.1'

function setUp() {
  const storage = createFakeStorage()
  const guards = { open: 0 }
  let time = 1000
  const guard = () => {
    guards.open += 1
    return () => {
      guards.open -= 1
    }
  }
  const tab = () => createNotes(storage.notesStorage(), { now: () => (time += 1), guard })
  return { storage, guards, notes: tab(), tab }
}

describe('notes of a call', () => {
  it('are stored in the order of their time, with the data of the call', () => {
    const { notes, tab } = setUp()
    notes.add(call, 80, 'second')
    notes.add(call, 7.26, '  first\n')
    notes.add(call, 80, 'third')
    const read = tab().read('1')
    expect(read?.notes.map(({ seconds, text }) => [seconds, text])).toEqual([
      [7.3, 'first'],
      [80, 'second'],
      [80, 'third'],
    ])
    expect(read?.call).toEqual({ startedAt: '', caller: '132', called: '918', agent: 'Li Na' })
    expect(notesText(read)).toBe('0:07 first\n1:20 second\n1:20 third')
  })

  it('stay the same object until they change', () => {
    const { notes } = setUp()
    notes.add(call, 1, 'one')
    const before = notes.read('1')
    notes.setStarred({ ...call, id: '2' }, true)
    expect(notes.read('1')).toBe(before)
    notes.setStarred(call, true)
    expect(notes.read('1')).not.toBe(before)
  })

  it('can be edited, deleted and restored', () => {
    const { notes } = setUp()
    const id = notes.add(call, 1, 'one')
    const [first] = notes.read('1')?.notes ?? []
    if (!first) throw new Error('no note')
    notes.edit(call, first, ' better ')
    expect(notes.read('1')?.notes).toMatchObject([{ id, seconds: 1, text: 'better' }])
    expect(notes.read('1')?.notes[0]?.at).toBeGreaterThan(first.at)
    notes.remove(call, first)
    expect(notes.read('1')).toBeNull()
    notes.restore(call, first)
    expect(notes.read('1')?.notes).toEqual([first])
  })

  it('are newer than a text from a clock that is ahead', () => {
    const { notes } = setUp()
    notes.edit(call, { id: 'n', seconds: 1, text: 'theirs', at: 9_000_000 }, 'mine')
    expect(notes.read('1')?.notes[0]?.at).toBe(9_000_001)
    notes.edit(call, { id: 'n', seconds: 1, text: 'theirs', at: 8.64e15 }, 'mine')
    expect(notes.read('1')?.notes[0]?.at).toBe(8.64e15) // A file may contain the maximum.
  })

  it('leave no stored key behind when the last is removed', () => {
    const { notes, storage } = setUp()
    notes.setStarred(call, true)
    expect(storage.kept.has(KEY)).toBe(true)
    notes.setStarred(call, false)
    expect(storage.kept.size).toBe(0)
  })

  it('are not lost to another tab that writes', () => {
    const { notes, tab } = setUp()
    const other = tab()
    notes.add(call, 1, 'mine')
    other.add(call, 2, 'theirs')
    notes.setStarred(call, true)
    expect(notesText(other.read('1'))).toBe('0:01 mine\n0:02 theirs')
    expect(other.read('1')?.starred).toBe(true)
  })

  it.each([
    ['text that is not JSON', 'x', null],
    ['null', 'null', null],
    ['another shape', '[1]', null],
    ['neither notes nor a star', '{"starred":"yes","notes":{}}', null],
    [
      'an invalid note beside a valid one',
      '{"starred":true,"notes":[{"id":"a"},{"id":"b","seconds":1,"text":"x","at":1}]}',
      '0:01 x',
    ],
  ])('are validated when they are read: %s', (_name, text, expected) => {
    const { notes, storage } = setUp()
    storage.kept.set(KEY, text)
    const read = notes.read('1')
    expect(read && notesText(read)).toBe(expected)
  })
})

describe('a browser that does not store them', () => {
  it('leaves them unsaved in the page', () => {
    const { notes, storage, guards } = setUp()
    storage.state.forbidden = true
    notes.add(call, 1, 'one')
    notes.setStarred(call, true)
    expect([notes.unkept(), guards.open]).toEqual([1, 1])
    expect(notes.read('1')).toMatchObject({ starred: true, notes: [{ text: 'one' }] })
    expect([...notes.all().keys()]).toEqual(['1'])
  })

  it('gets them again with the next change', () => {
    const { notes, storage, guards, tab } = setUp()
    storage.state.room = 0
    notes.add(call, 1, 'one')
    expect(tab().read('1')).toBeNull()
    storage.state.room = 1000
    notes.setStarred({ ...call, id: '2' }, true)
    expect([notes.unkept(), guards.open]).toEqual([0, 0])
    expect(notesText(tab().read('1'))).toBe('0:01 one')
  })

  it('gets one of many unsaved calls with each change until it stores one', async () => {
    const { notes, storage } = setUp()
    const star = (id: string) => notes.setStarred({ ...call, id }, true)
    star('first')
    storage.state.room = [...storage.kept.values()].join('').length * 2 // Room for one more.
    const starred = { starred: true, notes: [], call: { ...call, agent: 'Li Na'.repeat(9) } }
    await notes.merge(new Map(Array.from({ length: 50 }, (_, i) => [`${i}`, starred])))
    expect([notes.unkept(), storage.state.writes]).toEqual([50, 51])
    star('other')
    expect([notes.unkept(), storage.state.writes]).toEqual([50, 53])
    storage.state.room = Number.POSITIVE_INFINITY
    star('third')
    expect([notes.unkept(), storage.state.writes]).toEqual([0, 104])
  })

  it('gets another unsaved call each time, because one may be too long', () => {
    const { notes, storage } = setUp()
    storage.state.room = 0
    notes.add({ ...call, id: 'long' }, 1, 'x'.repeat(2000))
    notes.add({ ...call, id: 'short' }, 1, 'x')
    storage.state.room = 2000
    notes.setStarred({ ...call, id: 'other' }, true)
    notes.setStarred({ ...call, id: 'other' }, false)
    expect([...storage.kept.keys()]).toEqual(['callboard.notes.short'])
    expect(notes.unkept()).toBe(1)
  })

  it('gets no unchanged notes, and guards the page during an import', async () => {
    const { notes, storage, guards } = setUp()
    const brought = new Map([['1', { starred: true, notes: [], call }]])
    const merging = notes.merge(brought)
    expect(guards.open).toBe(1)
    await merging
    await notes.merge(brought)
    expect([storage.state.writes, guards.open]).toEqual([1, 0])
  })

  it('keeps the notes that another tab has stored meanwhile', () => {
    const { notes, storage, tab } = setUp()
    storage.state.room = 0
    notes.add(call, 1, 'mine')
    storage.state.room = 1000
    tab().add(call, 2, 'theirs')
    expect(notesText(notes.read('1'))).toBe('0:01 mine\n0:02 theirs')
    notes.setStarred(call, true)
    expect(notesText(tab().read('1'))).toBe('0:01 mine\n0:02 theirs')
  })

  it('does not restore a note that was deleted', () => {
    const { notes, storage } = setUp()
    notes.add(call, 1, 'kept')
    const [kept] = notes.read('1')?.notes ?? []
    if (!kept) throw new Error('no note')
    storage.state.forbidden = true
    notes.remove(call, kept)
    expect(notes.read('1')).toBeNull()
  })
})

describe('all notes', () => {
  test('survive an export, and importing them twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, anyCalls, async (mine, theirs) => {
        const { notes } = setUp()
        await notes.merge(mine)
        expect(notes.all()).toEqual(mine)
        const read = await parseNotesFile(serializeNotesFile(theirs, 0))
        await notes.merge(read.calls ?? new Map())
        const before = notes.all()
        const again = await notes.merge(read.calls ?? new Map())
        expect(again).toMatchObject({ added: 0, changed: 0, stars: 0 })
        expect(notes.all()).toEqual(before)
        expect(new Set(before.keys())).toEqual(new Set([...mine.keys(), ...theirs.keys()]))
      }),
    )
  })

  it('do not change if a file exceeds the limit of a call', async () => {
    const { notes, storage } = setUp()
    const of = (whose: string, count: number) => ({
      starred: true,
      notes: Array.from({ length: count }, (_, i) => ({ ...NOTE, id: `${whose}${i}` })),
      call,
    })
    await notes.merge(new Map([['1', of('a', 600)]]))
    const [before, writes] = [notes.all(), storage.state.writes]
    const tooMany = new Map([['2', of('b', 1)]]).set('1', of('b', 401))
    expect(await notes.merge(tooMany)).toBeNull()
    expect(notes.all()).toEqual(before)
    expect(storage.state.writes).toBe(writes)
    expect(await notes.merge(new Map([['1', of('b', 400)]]))).toMatchObject({ added: 400 })
  })

  it('can be deleted without touching other keys', () => {
    const { notes, storage } = setUp()
    storage.kept.set('callboard.locale', 'en')
    notes.add(call, 1, 'one')
    notes.setStarred({ ...call, id: '2' }, true)
    notes.clear()
    expect(notes.all().size).toBe(0)
    expect([...storage.kept.keys()]).toEqual(['callboard.locale'])
  })
})

test('an unfinished note guards the page against leaving', () => {
  const { notes, guards } = setUp()
  notes.setDraft('1', { seconds: 3, text: 'half' })
  expect([notes.draft('1')?.text, guards.open]).toEqual(['half', 1])
  notes.setDraft('1', null)
  expect([notes.draft('1'), guards.open]).toEqual([null, 0])
})

test('an unfinished edit guards the page until it equals the stored text', () => {
  const { notes, guards } = setUp()
  notes.add(call, 1, 'one')
  const [note] = notes.read('1')?.notes ?? []
  if (!note) throw new RangeError('no note')
  notes.setEdit('1', note, 'on')
  notes.setEdit('1', note, 'o')
  notes.setEdit('1', { ...note, id: 'other' }, 'two')
  expect(notes.rewordings('1').map(({ text }) => text)).toEqual(['o', 'two'])
  expect([notes.isWriting('1'), notes.isWriting('2'), guards.open]).toEqual([true, false, 1])
  notes.setEdit('1', note, 'one')
  notes.setEdit('1', { ...note, id: 'other' }, null)
  expect([notes.rewordings('1'), notes.isWriting('1'), guards.open]).toEqual([[], false, 0])
  notes.setDraft('1', { seconds: 3, text: 'half' })
  expect(notes.isWriting('1')).toBe(true)
})
