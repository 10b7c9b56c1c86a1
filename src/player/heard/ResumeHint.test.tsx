// @document
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callWith } from '../../testing/make-call.ts'
import { renderInPage } from '../../testing/render-in-page.tsx'
import { createPlayer } from '../create-player.ts'
import { createHeardMarks, HEARD_PREFIX } from './heard-marks.ts'
import { ResumeHint } from './ResumeHint.tsx'
import { resumeAt } from './resume-at.ts'

beforeEach(() => {
  const heard = { ranges: [[0, 73]], at: 73, total: 120, on: 1 }
  localStorage.setItem(`${HEARD_PREFIX}a`, JSON.stringify(heard))
})
afterEach(() => {
  cleanup()
  localStorage.clear()
})

function setUp() {
  const audio = new FakeAudio()
  const marks = createHeardMarks()
  const startAt = (call: CallRecord) => resumeAt(marks, call)
  const player = createPlayer({ createAudio: () => audio, startAt })
  renderInPage(<ResumeHint player={player} />)
  act(() => player.play(callWith({ id: 'a' })))
  act(() => audio.sound())
  return { audio, player }
}

const hint = () => screen.queryByText('Resumed at 1:13')

it('says where a call goes on, and begins it from the start', async () => {
  const { audio } = setUp()
  expect(audio.currentTime).toBe(73)
  expect(hint()).not.toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'From the start' }))
  expect(audio.currentTime).toBe(0)
  expect(hint()).toBeNull()
})

it('stays while another call is prepared', () => {
  const { player } = setUp()
  act(() => void player.prepare(callWith({ id: 'b' })))
  expect(hint()).not.toBeNull()
})

it('is over after a while, and with the call', () => {
  const { audio, player } = setUp()
  act(() => audio.happen('timeupdate', { currentTime: 87.9 }))
  expect(hint()).not.toBeNull()
  act(() => audio.happen('timeupdate', { currentTime: 88 }))
  expect(hint()).toBeNull()
  act(() => audio.happen('timeupdate', { currentTime: 80 }))
  act(() => player.play(callWith({ id: 'b' })))
  expect(hint()).toBeNull()
})

it('gives way to a moment that was linked to', () => {
  const { player } = setUp()
  act(() => player.close())
  act(() => player.cue(callWith({ id: 'a' }), 10))
  expect(hint()).toBeNull()
})
