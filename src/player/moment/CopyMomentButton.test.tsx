// @document
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callWith } from '../../testing/make-call.ts'
import { renderInPage } from '../../testing/render-in-page.tsx'
import { createPlayer } from '../create-player.ts'
import { CopyMomentButton } from './CopyMomentButton.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function setUp(writeText: (text: string) => Promise<void>) {
  const user = userEvent.setup()
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText)
  const player = createPlayer({ createAudio: () => new FakeAudio() })
  player.cue(callWith({ id: 'a' }), 73)
  renderInPage(<CopyMomentButton player={player} />)
  return { user, button: screen.getByRole('button', { name: 'Copy link at this time' }) }
}

it('copies the link and says so', async () => {
  const copied: string[] = []
  const { user, button } = setUp(async (text) => void copied.push(text))
  await user.click(button)
  expect(await screen.findByText('Link copied')).toBeDefined()
  expect(copied).toEqual([expect.stringContaining('&call=a&t=73')])
  expect(screen.queryByRole('textbox')).toBeNull()
})

it('shows the link, selected, where the browser does not let it copy', async () => {
  const { user, button } = setUp(() => Promise.reject(new DOMException('no', 'NotAllowedError')))
  await user.click(button)
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Copy this link:' })
  expect(field.value).toContain('&call=a&t=73')
  field.focus()
  expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe(field.value)
  await user.keyboard('{Escape}')
  await vi.waitUntil(() => screen.queryByRole('textbox') === null)
})
