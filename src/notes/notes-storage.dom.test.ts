import { expect, it, vi } from 'vitest'
import { createFakeStorage } from '../testing/fake-storage.ts'
import { readMark } from './NoteMark.tsx'

function changeInAnotherTab(key: string | null): void {
  dispatchEvent(Object.assign(new Event('storage'), { key }))
}

it('notifies of notes that other tabs store, and of nothing else', () => {
  const notesStorage = createFakeStorage().notesStorage()
  const listener = vi.fn()
  const end = notesStorage.subscribe(listener)
  changeInAnotherTab('callboard.notes.7')
  changeInAnotherTab(null)
  expect(listener).toHaveBeenCalledTimes(2)
  changeInAnotherTab('callboard.locale')
  expect(listener).toHaveBeenCalledTimes(2)
  end()
  changeInAnotherTab('callboard.notes.7')
  expect(listener).toHaveBeenCalledTimes(2)
})

it('notifies of stored notes on request only', () => {
  const notesStorage = createFakeStorage().notesStorage()
  const listener = vi.fn()
  notesStorage.subscribe(listener)
  for (const id of 'abc') expect(notesStorage.keep(id, '{}')).toBe(true)
  expect(listener).not.toHaveBeenCalled()
  notesStorage.notify()
  expect(listener).toHaveBeenCalledOnce()
  expect(notesStorage.ids()).toEqual([...'abc'])
})

it.each([
  [null, false, 0],
  ['{"starred":true,"notes":[]}', true, 0],
  ['{"starred":false,"notes":[{},{}]}', false, 2],
  ['{"starred":"yes","notes":"many"}', false, 0],
  ['null', false, 0],
  ['x', false, 0],
])('reads the mark of a row from %s', (text, starred, count) => {
  expect(readMark(text)).toEqual({ starred, count })
})
