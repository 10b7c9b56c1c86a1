import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeCall } from '../testing/make-call.ts'
import { renderWithPlayer } from '../testing/render-with-player.tsx'
import { CopyTimestampLink, timestampLink } from './MoreMenu.tsx'

afterEach(cleanup)

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
