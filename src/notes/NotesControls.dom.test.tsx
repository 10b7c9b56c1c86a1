import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderInPage } from '../testing/render-in-page.tsx'
import { button, call, field, showNotes, showTwoNotes } from '../testing/show-notes.tsx'
import { MAX_OWN_NOTES } from './call-notes.ts'
import { NoteForm } from './NoteForm.tsx'

afterEach(cleanup)

describe('a new note', () => {
  it('has the time at which the user began to write', async () => {
    const { user, said, pass, container } = showNotes()
    await user.click(button('Notes'))
    expect(document.activeElement).toBe(field())
    pass(75)
    expect(screen.getByLabelText('New note at 1:15')).toBeTruthy()
    await user.keyboard('No')
    pass(80.2)
    await user.keyboard(' greeting{Shift>}{Enter}{/Shift}at all')
    expect(screen.getByLabelText('New note at 1:15')).toBeTruthy()
    await user.keyboard('{Enter}')
    expect(said()).toBe('1:15 No greeting\nat all')
    expect(screen.getByText('Note added at 1:15').getAttribute('role')).toBe('status')
    expect(document.activeElement).toBe(field())
    expect(field().value).toBe('')
    expect(button('Notes (1)').getAttribute('aria-expanded')).toBe('true')
    expect(container.textContent).toContain('1 note')
    const rules = { 'color-contrast': { enabled: false } }
    expect((await axe.run(container, { rules })).violations).toEqual([])
  })

  it('can use the current time instead', async () => {
    const { user, said, pass } = showNotes()
    await user.click(button('Notes'))
    await user.keyboard('x')
    expect(screen.queryByRole('button', { name: /^Use the current time/ })).toBeNull()
    pass(90)
    await user.click(button('Use the current time, 1:30'))
    expect(document.activeElement).toBe(field())
    await user.click(button('Add note'))
    expect(said()).toBe('1:30 x')
    expect(document.activeElement).toBe(field())
  })

  it('is not added by the Enter key of an input method or without text', async () => {
    const { user, said } = showNotes()
    await user.click(button('Notes'))
    fireEvent.change(field(), { target: { value: '你好' } })
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 }) // WebKit
    expect(said()).toBe('')
    fireEvent.change(field(), { target: { value: ' \n ' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(said()).toBe('')
    expect(button('Add note').hasAttribute('disabled')).toBe(true)
  })

  it('stays open if an input method handles Escape', async () => {
    const { user } = showNotes()
    await user.click(button('Notes'))
    for (const source of [{ isComposing: true }, { keyCode: 229 }]) {
      fireEvent.keyDown(field(), { key: 'Escape', ...source })
      expect(document.activeElement).toBe(field())
    }
  })

  it.each([
    [1800, null, true],
    [1801, '199 characters left', true],
    [2000, '0 characters left', true],
    [2001, '1 character too many', false],
  ])('of %i characters shows the text %s', async (length, words, fits) => {
    const { user } = showNotes()
    await user.click(button('Notes'))
    fireEvent.change(field(), { target: { value: 'x'.repeat(length) } })
    expect(screen.queryByText(/characters? (?:left|too many)/)?.textContent ?? null).toBe(words)
    expect(button('Add note').hasAttribute('disabled')).toBe(!fits)
    expect(field().value).toHaveLength(length)
  })

  it('is not added to a call that has 500 notes, and says why', async () => {
    // Rendering 500 notes would be slow.
    const onAdd = vi.fn()
    renderInPage(
      <NoteForm
        {...{ callId: '1', count: MAX_OWN_NOTES, begun: null, onAdd }}
        clock={{ seconds: () => 1, subscribe: () => () => {} }}
        onDraft={() => {}}
        onEscape={() => {}}
        field={{ current: null }}
        focusBack={() => {}}
      />,
    )
    await userEvent.click(field())
    await userEvent.keyboard('one more{Enter}')
    expect(screen.getByText(/^This call has 500 notes/)).toBeTruthy()
    expect(button('Add note').hasAttribute('disabled')).toBe(true)
    expect(field().value).toBe('one more')
    expect(onAdd).not.toHaveBeenCalled()
  })

  it('keeps an unfinished text after Escape and for its own call', async () => {
    const { user, said, hear, pass } = showNotes()
    await user.click(button('Notes'))
    await user.keyboard('half{Escape}')
    expect(screen.queryByRole('region', { name: 'Notes' })).toBeNull()
    expect(document.activeElement).toBe(button('Notes'))
    pass(99)
    await hear({ ...call, id: '2' })
    await user.keyboard('{Enter}')
    expect(field().value).toBe('')
    await hear(call)
    expect(field().value).toBe('half')
    await user.click(field())
    await user.keyboard('{Enter}')
    expect(said()).toBe('1:13 half')
  })
})

describe('a note', () => {
  const noted = () => showTwoNotes('first', '<b>second</b>')

  it('seeks to its time', async () => {
    const { user, onSeek } = await noted()
    await user.click(button('Go to 1:05'))
    expect(onSeek).toHaveBeenCalledWith(65)
    expect(screen.getByText('<b>second</b>')).toBeTruthy()
  })

  it('can be edited, and Escape discards the edit', async () => {
    const { user, said } = await noted()
    await user.click(button('Edit note at 0:05'))
    expect(document.activeElement).toBe(screen.getByLabelText('Note at 0:05'))
    await user.keyboard(' word{Enter}')
    expect(document.activeElement).toBe(button('Edit note at 0:05'))
    await user.keyboard('{Enter}')
    await user.keyboard(' lost{Escape}')
    expect(document.activeElement).toBe(button('Edit note at 0:05'))
    expect(said()).toBe('0:05 first word\n1:05 <b>second</b>')
  })

  it('keeps an unfinished edit while another call plays', async () => {
    const { user, notes, said, hear } = await noted()
    await user.click(button('Edit note at 0:05'))
    await user.keyboard(' half')
    await hear({ ...call, id: '2' })
    expect(screen.queryByLabelText('Note at 0:05')).toBeNull()
    const [first] = notes.read('1')?.notes ?? []
    act(() => first && notes.remove(call, first)) // As another tab does.
    await hear(call)
    expect((screen.getByLabelText('Note at 0:05') as HTMLTextAreaElement).value).toBe('first half')
    await user.click(button('Save'))
    expect(said()).toBe('0:05 first half\n1:05 <b>second</b>')
    expect(notes.isWriting('1')).toBe(false)
  })

  it('is deleted at once and restored in its place by Undo', async () => {
    const { user, said } = await noted()
    await user.click(button('Delete note at 0:05'))
    expect(said()).toBe('1:05 <b>second</b>')
    expect(document.activeElement).toBe(button('Undo'))
    await user.keyboard('{Enter}')
    expect(said()).toBe('0:05 first\n1:05 <b>second</b>')
    expect(document.activeElement).toBe(button('Edit note at 0:05'))
  })

  it('is not lost if another tab deletes it during an edit', async () => {
    const { user, notes, said } = await noted()
    await user.click(button('Edit note at 0:05'))
    const [first] = notes.read('1')?.notes ?? []
    act(() => first && notes.remove(call, first))
    await user.keyboard(' still{Enter}')
    expect(said()).toBe('0:05 first still\n1:05 <b>second</b>')
  })
})
