import { afterEach, expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { makeCall } from '../../testing/make-call.ts'
import { createPlayer } from '../create-player.ts'
import { createTabLock } from './tab-lock.ts'

let ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends) end()
  ends = []
})

let time = 0
function tab() {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const lock = createTabLock(player, () => (time += 1))
  ends.push(lock.start(), player.close)
  return { audio, player, lock }
}

it('pauses the playing tab at its position when another starts', async () => {
  const [one, two] = [tab(), tab()]
  one.player.play(makeCall())
  one.audio.sound()
  one.audio.happen('timeupdate', { currentTime: 40 })
  two.player.play(makeCall({ id: 'two' }))
  await vi.waitFor(() => expect(one.lock.getState().isPausedByOtherTab).toBe(true))
  expect(one.player.getState()).toMatchObject({ status: 'paused', elapsed: 40 })
  expect(two.player.getState().status).toBe('loading')
  expect(two.lock.getState().isPausedByOtherTab).toBe(false)

  one.player.toggle()
  one.audio.happen('playing')
  await vi.waitFor(() => expect(two.lock.getState().isPausedByOtherTab).toBe(true))
  expect(one.lock.getState().isPausedByOtherTab).toBe(false)
  expect(one.player.getState()).toMatchObject({ status: 'playing', elapsed: 40 })
})

it('does not pause a tab that is paused or started later', async () => {
  const [one, two] = [tab(), tab()]
  one.player.cue(makeCall(), 5)
  const late = new BroadcastChannel('callboard-sounding')
  ends.push(() => late.close())
  two.player.play(makeCall({ id: 'two' }))
  late.postMessage({ at: 0 })
  const third = tab()
  third.player.play(makeCall({ id: 'three' }))
  await vi.waitFor(() => expect(two.lock.getState().isPausedByOtherTab).toBe(true))
  expect(one.lock.getState().isPausedByOtherTab).toBe(false)
  expect(one.player.getState().status).toBe('paused')
})
