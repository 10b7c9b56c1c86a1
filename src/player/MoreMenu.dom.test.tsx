import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '../calls/call.ts'
import { createNotes } from '../notes/notes.ts'
import { FakeList, viewOf } from '../testing/fake-list.ts'
import { createFakeStorage } from '../testing/fake-storage.ts'
import { makeCall } from '../testing/make-call.ts'
import { renderWithPlayer } from '../testing/render-with-player.tsx'
import { CopyTimestampLink, MoreMenu, timestampLink } from './MoreMenu.tsx'
import { usePlayerApi } from './PlayerProvider.tsx'
import { createAutoAdvance } from './queue/auto-advance.ts'
import { createQueue } from './queue/create-queue.ts'

afterEach(cleanup)

describe('MoreMenu', () => {
  async function openMenu(speakers: Session['recordingChannels'] = null) {
    const user = userEvent.setup()
    const storage = createFakeStorage()
    const notes = createNotes(storage.notesStorage(), { guard: () => () => {} })
    const call = makeCall({ id: 'a' })
    let queue: ReturnType<typeof createQueue> | undefined
    function Menu() {
      const player = usePlayerApi()
      const [parts] = useState(() => {
        const made = createQueue({ player, pages: new FakeList('a'), view: viewOf([call]) })
        queue = made
        return { queue: made, advance: createAutoAdvance(player, made) }
      })
      const [isOn, set] = useState(false)
      return <MoreMenu {...parts} {...{ speakers, notes, call }} swap={{ isOn, set }} />
    }
    const { player } = renderWithPlayer(<Menu />)
    act(() => player.play(call))
    await user.click(screen.getByRole('button', { name: 'More controls' }))
    return { user, player, notes, storage, queue }
  }
  const button = (name: string) => screen.getByRole('button', { name })
  const panel = () => screen.queryByRole('region', { name: 'More controls' })

  it('sets and removes the star', async () => {
    const { user, notes } = await openMenu()
    expect(button('Star').getAttribute('aria-pressed')).toBe('false')
    await user.click(button('Star'))
    expect(button('Star').getAttribute('aria-pressed')).toBe('true')
    expect(notes.read('a')?.starred).toBe(true)
    await user.click(button('Star'))
    expect(notes.read('a')).toBeNull()
  })

  it('shows an alert if a star is not stored', async () => {
    const { user, storage } = await openMenu()
    storage.state.forbidden = true
    await user.click(button('Star'))
    const alert = screen.getByRole('alert')
    expect(alert.textContent).toContain('This browser did not save your notes')
    expect(alert.textContent).toContain('on 1 call will be lost when this page is closed')
  })

  it('swaps the speakers if they are known', async () => {
    await openMenu()
    expect(screen.queryByRole('switch', { name: /^Swap/ })).toBeNull()
    cleanup()
    const { user } = await openMenu(['agent', 'customer'])
    const swap = screen.getByRole('switch', { name: 'Swap agent and customer' })
    expect(swap.getAttribute('aria-checked')).toBe('false')
    await user.click(swap)
    expect(swap.getAttribute('aria-checked')).toBe('true')
  })

  it('chooses which calls are played', async () => {
    const { user, queue } = await openMenu()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Play' }), 'Not heard')
    expect(queue?.getState().choice).toBe('unheard')
  })

  it('has the focus when it opens, and Escape returns it', async () => {
    const { user } = await openMenu()
    expect(document.activeElement).toBe(button('Star'))
    await user.keyboard('{Escape}')
    expect(panel()).toBeNull()
    expect(document.activeElement).toBe(button('More controls'))
  })

  it('closes with a click elsewhere', async () => {
    const { user } = await openMenu()
    await user.click(document.body)
    expect(panel()).toBeNull()
  })
})

function setUp(writeText: (text: string) => Promise<void>) {
  const user = userEvent.setup()
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText)
  const { player } = renderWithPlayer(<CopyTimestampLink />)
  player.cue(makeCall({ id: 'a' }), 73)
  return { user, button: screen.getByRole('button', { name: 'Copy link at this time' }) }
}

describe('CopyTimestampLink', () => {
  it('copies the timestamp link and announces it', async () => {
    const copied: string[] = []
    const { user, button } = setUp(async (text) => void copied.push(text))
    await user.click(button)
    expect(await screen.findByText('Link copied')).toBeDefined()
    expect(copied).toEqual([expect.stringContaining('&call=a&t=73')])
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('shows the selected link if the browser refuses the copy', async () => {
    const { user, button } = setUp(() => Promise.reject(new DOMException('no', 'NotAllowedError')))
    await user.click(button)
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Copy this link:' })
    expect(field.value).toContain('&call=a&t=73')
    field.focus()
    expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe(field.value)
  })
})

const HERE =
  'https://calls.example/board/?range=today&agent=Ann&page=4&call=other&t=5&sort=-agent#x'

describe('timestampLink', () => {
  const AROUND_START = '?from=2026-03-10T12:00:04%2B08:00&to=2026-03-10T12:00:06%2B08:00&call=a'

  it.each([
    ['2026-03-10T12:00:05+08:00', 73.9, `${AROUND_START}&t=73`],
    ['2026-03-10T12:00:05+08:00', 0, `${AROUND_START}&t=0`],
    ['', 73, '?range=today&agent=Ann&page=4&call=a&t=73&sort=-agent'],
    ['soon', 73, '?range=today&agent=Ann&page=4&call=a&t=73&sort=-agent'],
  ])('links to the call that started at %j and its second %f', (startedAt, seconds, search) => {
    const link = timestampLink(makeCall({ id: 'a', startedAt }), seconds, HERE)
    expect(link).toBe(`https://calls.example/board/${search}`)
  })
})
