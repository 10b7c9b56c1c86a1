import { afterEach, expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callWith } from '../../testing/make-call.ts'
import { createPlayer } from '../create-player.ts'
import { createTabTurns } from './create-tab-turns.ts'

let ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends) end()
  ends = []
})

let time = 0
function tab() {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const turns = createTabTurns(player, () => (time += 1))
  ends.push(turns.start(), player.close)
  return { audio, player, turns }
}

it('pauses the tab that sounds at its place, once another begins', async () => {
  const [one, two] = [tab(), tab()]
  one.player.play(callWith())
  one.audio.sound()
  one.audio.happen('timeupdate', { currentTime: 40 })
  two.player.play(callWith({ id: 'two' }))
  await vi.waitFor(() => expect(one.turns.getState().isElsewhere).toBe(true))
  expect(one.player.getState()).toMatchObject({ status: 'paused', elapsed: 40 })
  expect(two.player.getState().status).toBe('loading')
  expect(two.turns.getState().isElsewhere).toBe(false)

  one.player.toggle()
  one.audio.happen('playing')
  await vi.waitFor(() => expect(two.turns.getState().isElsewhere).toBe(true))
  expect(one.turns.getState().isElsewhere).toBe(false)
  expect(one.player.getState()).toMatchObject({ status: 'playing', elapsed: 40 })
})

it('leaves a tab alone that does not sound, or began later', async () => {
  const [one, two] = [tab(), tab()]
  one.player.cue(callWith(), 5)
  const late = new BroadcastChannel('callboard-sounding')
  ends.push(() => late.close())
  two.player.play(callWith({ id: 'two' }))
  late.postMessage({ at: 0 })
  const third = tab()
  third.player.play(callWith({ id: 'three' }))
  await vi.waitFor(() => expect(two.turns.getState().isElsewhere).toBe(true)) // by the third
  expect(one.turns.getState().isElsewhere).toBe(false)
  expect(one.player.getState().status).toBe('paused')
})
