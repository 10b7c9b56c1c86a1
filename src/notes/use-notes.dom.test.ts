import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createFakeStorage } from '../testing/fake-storage.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { createNotes } from './notes.ts'
import { useMarks } from './use-notes.ts'

afterEach(cleanup)

it('returns the same list until a note of the call changes', () => {
  const notes = createNotes(createFakeStorage().notesStorage())
  const call = makeEmptyCall()
  const { result, rerender } = renderHook(() => useMarks(notes, '1'))
  const none = result.current
  rerender()
  expect(result.current).toBe(none)
  act(() => void notes.add(call, 5, 'late'))
  act(() => void notes.add(call, 1, 'early'))
  const marks = result.current
  expect(marks).toMatchObject([
    { seconds: 1, text: 'early' },
    { seconds: 5, text: 'late' },
  ])
  act(() => notes.setStarred({ ...call, id: '2' }, true))
  expect(result.current).toBe(marks)
})
