import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { threeOfACall } from '../testing/any-notes.ts'
import { type CallNotes, countMerged, mergeNotes, type Note } from './call-notes.ts'

const call = { startedAt: '', caller: '1', called: '2', agent: null }
const note = (id: string, text: string, at: number): Note => ({ id, seconds: 1, text, at })
const some = (notes: Note[], starred = false): CallNotes => ({ starred, notes, call })

describe('the merged notes of two computers', () => {
  test('do not depend on the order', () => {
    fc.assert(
      fc.property(threeOfACall, ([a, b]) => {
        expect(mergeNotes(a, b)).toEqual(mergeNotes(b, a))
      }),
    )
  })

  test('do not depend on the grouping of three', () => {
    fc.assert(
      fc.property(threeOfACall, ([a, b, c]) => {
        expect(mergeNotes(mergeNotes(a, b), c)).toEqual(mergeNotes(a, mergeNotes(b, c)))
      }),
    )
  })

  test('contain each note of both', () => {
    fc.assert(
      fc.property(threeOfACall, ([a, b]) => {
        const ids = new Set([...a.notes, ...b.notes].map(({ id }) => id))
        const merged = mergeNotes(a, b)
        expect(new Set(merged.notes.map(({ id }) => id))).toEqual(ids)
        expect(merged.starred).toBe(a.starred || b.starred)
      }),
    )
  })

  it('keep the text that was written later', () => {
    const [old, fresh] = [note('a', 'old', 1), note('a', 'fresh', 2)]
    expect(mergeNotes(some([fresh]), some([old])).notes).toEqual([fresh])
    expect(mergeNotes(some([old]), some([fresh])).notes).toEqual([fresh])
  })
})

describe('the numbers of an import count', () => {
  const here = some([note('a', 'mine', 5), note('b', 'old', 1)])
  it.each([
    ['a call without notes', null, some([note('a', 'x', 1)], true), [1, 0, 0, 1]],
    ['another note', here, some([note('c', 'x', 1)]), [1, 0, 0, 0]],
    ['a later text', here, some([note('b', 'new', 2)]), [0, 1, 0, 0]],
    ['an earlier text', here, some([note('a', 'theirs', 4)]), [0, 0, 1, 0]],
    ['the same text, written again', here, some([note('b', 'old', 2)]), [0, 0, 1, 0]],
    ['a star already set', some([], true), some([], true), [0, 0, 0, 0]],
  ])('%s', (_name, before, brought, [added, changed, same, stars]) => {
    const merged = mergeNotes(before ?? some([]), brought)
    expect(countMerged(before, brought, merged)).toEqual({ added, changed, same, stars })
  })
})
