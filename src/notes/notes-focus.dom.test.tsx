import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { button, call, field, showTwoNotes } from '../testing/show-notes.tsx'

afterEach(cleanup)

const heading = () => screen.getByRole('heading', { name: 'Notes' })
const next = { ...call, id: '2' }

const noted = () => showTwoNotes('first', 'second')

describe('when another call plays, the focus', () => {
  it('stays in the field, which now belongs to the other call', async () => {
    const { user, notes, hear, pass } = await noted()
    const before = field()
    await hear(next)
    expect(document.activeElement).toBe(before)
    expect(field()).toBe(before)
    pass(3)
    await user.keyboard('now{Enter}')
    expect(notes.read('2')?.notes).toMatchObject([{ seconds: 3, text: 'now' }])
    expect(notes.read('1')?.notes).toHaveLength(2)
  })

  // In the field the next key would be typed.
  it.each([
    'Edit note at 0:05',
    'Delete note at 1:05',
    'Go to 1:05',
    'Add note',
    'Use the current time, 1:30',
  ])('moves to the heading from %s', async (name) => {
    const { user, hear, pass } = await noted()
    await user.keyboard('half')
    pass(90)
    button(name).focus()
    await hear(next)
    expect(document.activeElement).toBe(heading())
  })

  it('moves to the field from an unfinished edit, which is kept', async () => {
    const { user, hear } = await noted()
    await user.click(button('Edit note at 0:05'))
    await user.keyboard(' half')
    await hear(next)
    expect(document.activeElement).toBe(field())
    expect(field().value).toBe('')
  })

  it('stays on the button that exists for every call', async () => {
    const { hear } = await noted()
    button('Close notes').focus()
    await hear(next)
    expect(document.activeElement).toBe(button('Close notes'))
  })

  it('stays outside the notes', async () => {
    const { hear } = await noted()
    button('Play recording').focus()
    await hear(next)
    expect(document.activeElement).toBe(button('Play recording'))
  })
})

it('does not announce a note that was added to another call', async () => {
  const { user, hear, container } = await noted()
  await user.keyboard('third{Enter}')
  expect(container.textContent).toContain('Note added at 1:13')
  for (const other of [next, call]) {
    await hear(other)
    expect(container.textContent).not.toContain('Note added at 1:13')
  }
})

it('moves the focus from a note that another tab deletes to the next note or the heading', async () => {
  const { notes } = await noted()
  button('Edit note at 0:05').focus()
  const [first, second] = notes.read('1')?.notes ?? []
  act(() => first && notes.remove(call, first))
  expect(document.activeElement).toBe(button('Go to 1:05'))
  act(() => second && notes.remove(call, second))
  expect(document.activeElement).toBe(heading())
})

it('moves the focus to the heading when “Use the current time” disappears', async () => {
  const { user, pass } = await noted()
  await user.keyboard('half')
  pass(90)
  button('Use the current time, 1:30').focus()
  pass(73)
  expect(document.activeElement).toBe(heading())
})
