import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { button, call, field, showNotes, Words } from '../testing/show-notes.tsx'
import { FULL } from './call-notes.ts'
import { NoteForm } from './NoteForm.tsx'

afterEach(cleanup)

describe('a star', () => {
  it('is put and taken away, and marks the row', async () => {
    const { user, notes, container } = showNotes()
    const star = button('Star')
    expect(star.getAttribute('aria-pressed')).toBe('false')
    await user.click(star)
    expect(star.getAttribute('aria-pressed')).toBe('true')
    expect(container.textContent).toContain('Starred')
    expect(button('Play recording')).toBeTruthy()
    await user.click(star)
    expect(notes.read('1')).toBeNull()
    expect(container.textContent).not.toContain('Starred')
  })

  it('that is not kept says so', async () => {
    const { user, storage } = showNotes()
    storage.state.forbidden = true
    await user.click(button('Star'))
    const alert = screen.getByRole('alert')
    expect(alert.textContent).toContain('This browser did not save your notes')
    expect(alert.textContent).toContain('on 1 call will be lost when this page is closed')
  })
})

describe('a new note', () => {
  it('is of the moment at which its writing began', async () => {
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
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    })
    expect(violations).toEqual([])
  })

  it('takes the moment that is now, where that is wanted', async () => {
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

  it('is not added by the Enter of an input method, nor empty', async () => {
    const { user, said } = showNotes()
    await user.click(button('Notes'))
    fireEvent.change(field(), { target: { value: '你好' } })
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 }) // the last, in WebKit
    expect(said()).toBe('')
    fireEvent.change(field(), { target: { value: ' \n ' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(said()).toBe('')
    expect(button('Add note').hasAttribute('disabled')).toBe(true)
  })

  it.each([{ isComposing: true }, { keyCode: 229 }])(
    'stays open where Escape is the input method’s: %o',
    async (whose) => {
      const { user } = showNotes()
      await user.click(button('Notes'))
      fireEvent.keyDown(field(), { key: 'Escape', ...whose })
      expect(document.activeElement).toBe(field())
    },
  )

  it.each([
    [1800, null, true],
    [1801, '199 characters left', true],
    [2000, '0 characters left', true],
    [2001, '1 character too many', false],
  ])('of %i characters says %s', async (length, words, fits) => {
    const { user } = showNotes()
    await user.click(button('Notes'))
    fireEvent.change(field(), { target: { value: 'x'.repeat(length) } })
    expect(screen.queryByText(/characters? (?:left|too many)/)?.textContent ?? null).toBe(words)
    expect(button('Add note').hasAttribute('disabled')).toBe(!fits)
    expect(field().value).toHaveLength(length)
  })

  it('is not added to a call that is full of them, which is said', async () => {
    // The form alone: rows for all the notes would take longer than all other tests here.
    const onAdd = vi.fn()
    const user = userEvent.setup()
    render(
      <Words>
        <NoteForm
          {...{ callId: '1', count: FULL, begun: null, onAdd }}
          clock={{ seconds: () => 1, subscribe: () => () => {} }}
          onDraft={() => {}}
          onEscape={() => {}}
          field={{ current: null }}
          focusBack={() => {}}
        />
      </Words>,
    )
    await user.click(field())
    await user.keyboard('one more{Enter}')
    expect(screen.getByText(/^This call has 500 notes/)).toBeTruthy()
    expect(button('Add note').hasAttribute('disabled')).toBe(true)
    expect(field().value).toBe('one more')
    expect(onAdd).not.toHaveBeenCalled()
  })

  it('that is not finished waits behind Escape, and for its own call', async () => {
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
  async function noted() {
    const parts = showNotes()
    act(() => {
      parts.notes.add(call, 5, 'first')
      parts.notes.add(call, 65, '<b>second</b>')
    })
    await parts.user.click(button('Notes (2)'))
    return parts
  }

  it('leads to its moment', async () => {
    const { user, onSeek } = await noted()
    await user.click(button('Go to 1:05'))
    expect(onSeek).toHaveBeenCalledWith(65)
    expect(screen.getByText('<b>second</b>')).toBeTruthy()
  })

  it('gets other words, or keeps its own', async () => {
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

  it('keeps other words that are not finished, while another call is heard', async () => {
    const { user, notes, said, hear } = await noted()
    await user.click(button('Edit note at 0:05'))
    await user.keyboard(' half')
    await hear({ ...call, id: '2' })
    expect(screen.queryByLabelText('Note at 0:05')).toBeNull()
    const [first] = notes.read('1')?.notes ?? []
    act(() => first && notes.remove(call, first)) // in another tab
    await hear(call)
    expect((screen.getByLabelText('Note at 0:05') as HTMLTextAreaElement).value).toBe('first half')
    await user.click(button('Save'))
    expect(said()).toBe('0:05 first half\n1:05 <b>second</b>')
    expect(notes.isWriting('1')).toBe(false)
  })

  it('is deleted at once and comes back where it was', async () => {
    const { user, said } = await noted()
    await user.click(button('Delete note at 0:05'))
    expect(said()).toBe('1:05 <b>second</b>')
    expect(document.activeElement).toBe(button('Undo'))
    await user.keyboard('{Enter}')
    expect(said()).toBe('0:05 first\n1:05 <b>second</b>')
    expect(document.activeElement).toBe(button('Edit note at 0:05'))
  })

  it('that another tab deletes while it is edited is not lost', async () => {
    const { user, notes, said } = await noted()
    await user.click(button('Edit note at 0:05'))
    const [first] = notes.read('1')?.notes ?? []
    act(() => first && notes.remove(call, first))
    await user.keyboard(' still{Enter}')
    expect(said()).toBe('0:05 first still\n1:05 <b>second</b>')
  })
})
