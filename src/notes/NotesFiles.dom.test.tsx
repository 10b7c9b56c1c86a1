import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { createFakeStorage } from '../testing/fake-storage.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { NotesFiles } from './NotesFiles.tsx'
import { createNotes } from './notes.ts'
import { serializeNotesFile } from './notes-file.ts'

afterEach(cleanup)

const call = makeEmptyCall()
const button = (name: string) => screen.getByRole('button', { name })

function setUp() {
  const storage = createFakeStorage()
  const notes = createNotes(storage.notesStorage(), { guard: () => () => {} })
  const colleague = createNotes(createFakeStorage().notesStorage(), { guard: () => () => {} })
  const { container } = renderInPage(<NotesFiles notes={notes} />)
  const input = container.querySelector('input[type="file"]') as HTMLInputElement
  const user = userEvent.setup()
  const choose = (content: string) =>
    user.upload(input, new File([content], 'notes.json', { type: 'application/json' }))
  return { notes, colleague, storage, user, choose }
}

it('adds a colleague’s notes, announces the numbers, and adds nothing twice', async () => {
  const { notes, colleague, choose } = setUp()
  act(() => {
    colleague.setStarred(call, true)
    colleague.add(call, 5, 'theirs')
    colleague.add({ ...call, id: '2' }, 6, 'more')
    notes.add(call, 7, 'mine')
  })
  expect(screen.getByText('On this computer: 1 note and 0 stars.')).toBeTruthy()
  await choose(serializeNotesFile(colleague.all(), 0))
  const added = await screen.findByText('2 notes and 1 star added')
  expect(added.closest('[aria-live=polite]')).toBeTruthy()
  expect(screen.getByText('On this computer: 3 notes and 1 star.')).toBeTruthy()
  const [first] = colleague.read('1')?.notes ?? []
  if (first) colleague.edit(call, first, 'better')
  await choose(serializeNotesFile(colleague.all(), 0))
  expect(await screen.findByText('0 notes and 0 stars added')).toBeTruthy()
  expect(screen.getByText('1 note updated to newer text')).toBeTruthy()
  expect(screen.getByText('1 note was already here')).toBeTruthy()
  expect(notes.read('1')?.notes.map(({ text }) => text)).toEqual(['better', 'mine'])
})

it('refuses an invalid file and says why', async () => {
  const { choose, notes } = setUp()
  await choose('{"format":"callboard-notes","version":1,"calls":[{}]}')
  expect((await screen.findByRole('alert')).textContent).toContain('This is not a file of notes')
  expect(notes.all().size).toBe(0)
})

it('refuses a file that would exceed 1,000 notes on a call, and says why', async () => {
  const { choose, notes, colleague } = setUp()
  const all = Array.from({ length: 600 }, (_, at) => ({ id: `${at}`, seconds: 1, text: 'x', at }))
  const of = (listed: typeof all) => new Map([['1', { starred: false, notes: listed, call }]])
  await act(() => notes.merge(of(all)))
  await colleague.merge(of(all.map((note) => ({ ...note, id: `theirs ${note.id}` }))))
  await choose(serializeNotesFile(colleague.all(), 0))
  expect((await screen.findByRole('alert')).textContent).toContain('more than 1,000 notes')
  expect(notes.read('1')?.notes).toHaveLength(600)
})

it('deletes everything only after a confirmation, and keeps the focus', async () => {
  const { notes, user } = setUp()
  expect(button('Delete all notes and stars').hasAttribute('disabled')).toBe(true)
  expect(button('Save notes to a file').hasAttribute('disabled')).toBe(true)
  act(() => void notes.add(call, 5, 'mine'))
  await user.click(button('Delete all notes and stars'))
  expect(screen.getByText(/^Delete 1 note and 0 stars from this computer\?/)).toBeTruthy()
  expect(document.activeElement).toBe(button('Keep them'))
  await user.keyboard('{Enter}')
  expect(notes.all().size).toBe(1)
  expect(document.activeElement).toBe(button('Delete all notes and stars'))
  await user.keyboard('{Enter}')
  await user.click(button('Delete all of them'))
  expect(notes.all().size).toBe(0)
  expect(screen.getByText('All notes and stars are deleted')).toBeTruthy()
  expect(document.activeElement).toBe(button('Add notes from a file'))
})
