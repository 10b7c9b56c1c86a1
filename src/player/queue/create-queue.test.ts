import { describe, expect, it, vi } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import type { ListState } from '../../api/queries.ts'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callOf, callsOf, FakeList, viewOf } from '../../testing/fake-list.ts'
import { createPlayer } from '../create-player.ts'
import { createQueue, type QueueView } from './create-queue.ts'

const IDS = 'a b -c d e f -g h i'

/** A page that shows a list, three calls a page, and plays `id` of it. */
function setUp(
  id: string,
  ids = IDS,
  show: Partial<ListState> = {},
  options: Partial<Parameters<typeof createQueue>[0]> = {},
) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const list = new FakeList(ids)
  const follow = vi.fn<QueueView['follow']>()
  function viewAt(place: Partial<ListState>, parts: Partial<QueueView> = {}): QueueView {
    const view = viewOf(undefined, place, { follow, ...parts })
    return { ...view, records: list.page(view.list).records }
  }
  const queue = createQueue({ player, pages: list, view: viewAt(show), ...options })
  const call = callsOf(ids).find((each) => each.id === id)
  if (call) player.play(call)
  const stop = queue.start()
  const playing = () => player.getState().call?.id
  /** Makes a step and waits for its search. */
  async function go(step: 1 | -1) {
    queue.go(step)
    await vi.waitUntil(() => queue.getState().status !== 'searching')
    return playing()
  }
  return { audio, player, list, follow, queue, viewAt, go, playing, stop }
}

describe('the queue', () => {
  it('steps from call to call, across pages and back', async () => {
    const { go } = setUp('a')
    const there = [await go(1), await go(1), await go(1), await go(1), await go(1)]
    expect(there).toEqual(['b', 'd', 'e', 'f', 'h'])
    expect([await go(-1), await go(-1)]).toEqual(['f', 'e'])
  })

  it('continues from a call that the user has chosen', async () => {
    const { go, player, queue, viewAt } = setUp('a')
    await go(1)
    queue.show(viewAt({ page: 2 }))
    player.play(callOf('e'))
    expect(await go(1)).toBe('f')
  })

  it('starts at the page again if another sort puts the call elsewhere', async () => {
    const { go, queue, list, viewAt } = setUp('b', 'a b c d e')
    list.calls.reverse()
    queue.show(viewAt({ sort: { column: 'talkSeconds', descending: true } }))
    expect([await go(1), await go(1)]).toEqual(['e', 'd'])
  })

  it('does not move if no call is open', async () => {
    const { queue, list } = setUp('none')
    queue.go(1)
    expect(queue.getState().status).toBe('idle')
    expect(list.asked).toEqual([])
  })

  it('continues on the call’s own page while another is shown', async () => {
    const { go, queue, viewAt, follow } = setUp('b')
    queue.show(viewAt({ page: 3 }))
    expect(await go(1)).toBe('d')
    expect(follow).not.toHaveBeenCalled()
  })

  it('continues on the call’s own page after a change of page size', async () => {
    const { go, queue, viewAt } = setUp('e', IDS, { page: 2 })
    queue.show(viewAt({ page: 4, size: 2 }))
    expect(await go(1)).toBe('f')
  })

  it('continues at the first call of the page if new filters exclude the call', async () => {
    const { go, queue, viewAt } = setUp('b')
    const other = viewAt({ page: 2, group: ['x'] })
    queue.show(other)
    expect(await go(1)).toBe('d')
  })

  it('continues from the call if new filters include it', async () => {
    const { go, queue, viewAt } = setUp('b')
    queue.show(viewAt({ group: ['x'] }))
    expect(await go(1)).toBe('d')
    expect(await go(-1)).toBe('b')
  })

  it('plays each call once while new calls arrive', async () => {
    const { go, list } = setUp('a', 'a b c d e f')
    const heard = [await go(1)]
    list.come('x')
    heard.push(await go(1))
    list.come('y -z')
    heard.push(await go(1), await go(1), await go(1))
    expect(heard).toEqual(['b', 'c', 'd', 'e', 'f'])
  })
})

describe('the page shown', () => {
  it('follows to the page of the next call', async () => {
    const { go, follow } = setUp('b')
    await go(1)
    expect(follow.mock.calls).toEqual([[{ page: 2, call: null }]])
  })

  it('shows the details of the call that plays', async () => {
    const { go, queue, viewAt, follow } = setUp('a')
    queue.show(viewAt({}, { openId: 'a' }))
    await go(1)
    expect(follow.mock.calls).toEqual([[{ page: 1, call: 'b' }]])
    queue.show(viewAt({}, { openId: 'b' }))
    await go(1)
    expect(follow).toHaveBeenLastCalledWith({ page: 2, call: 'd' })
  })

  it('stays if the details of another call are open', async () => {
    const { go, queue, viewAt, follow } = setUp('b')
    queue.show(viewAt({}, { openId: 'a' }))
    expect(await go(1)).toBe('d')
    expect(follow).not.toHaveBeenCalled()
  })
})

describe('the end of the list', () => {
  it('sends no more requests and allows the way back', async () => {
    const { go, queue, list, playing } = setUp('h', 'a b -c d e f -g h -i', { page: 3 })
    await go(1)
    expect(queue.getState()).toMatchObject({ status: 'end', step: 1 })
    const asked = list.asked.length
    await go(1)
    expect(list.asked).toHaveLength(asked)
    expect(playing()).toBe('h')
    expect(await go(-1)).toBe('f')
  })

  it('is reset once the page shows other calls', async () => {
    const { go, queue, list, viewAt } = setUp('a', 'a b')
    await go(-1)
    expect(queue.getState()).toMatchObject({ status: 'end', step: -1 })
    list.come('new')
    await list.read(viewAt({}).list, true, new AbortController().signal)
    queue.show(viewAt({}))
    expect(queue.getState().status).toBe('idle')
    expect(await go(-1)).toBe('new')
  })
})

describe('a page that does not load', () => {
  it('is a failure, and a retry continues from there', async () => {
    const { go, queue, list, playing } = setUp('b')
    list.failure = new RequestFailure('vendor_busy')
    await go(1)
    expect(queue.getState()).toMatchObject({ status: 'failed', failure: { code: 'vendor_busy' } })
    expect(playing()).toBe('b')
    list.failure = null
    queue.retry()
    await vi.waitUntil(() => playing() === 'd')
    expect(queue.getState()).toMatchObject({ status: 'idle', failure: null })
  })

  it('has the code bad_answer if the cause is unknown', async () => {
    const { go, queue, list } = setUp('b')
    list.failure = new TypeError('odd')
    await go(1)
    expect(queue.getState().failure?.code).toBe('bad_answer')
  })
})

describe('a search', () => {
  it('is not started twice', async () => {
    const { go, queue, list } = setUp('b')
    queue.go(1)
    queue.go(1)
    expect(queue.getState().status).toBe('searching')
    expect(await go(1)).toBe('d')
    expect(list.asked).toEqual([1, 2])
  })

  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    ['another call is chosen', ({ player }) => player.play(callOf('i'))],
    ['the player is closed', ({ player }) => player.close()],
    ['it is stopped', ({ queue }) => queue.stop()],
    ['the page closes', ({ stop }) => stop()],
  ])('ends when %s', async (_name, interrupt) => {
    const parts = setUp('b')
    parts.list.before = () => interrupt(parts)
    const play = vi.spyOn(parts.player, 'play')
    parts.queue.go(1)
    const asked = play.mock.calls.length
    await new Promise(setImmediate)
    expect(play.mock.calls.length).toBeLessThanOrEqual(asked + 1)
    expect(parts.playing()).not.toBe('d')
  })

  it('moves to the list of new filters', async () => {
    const parts = setUp('b')
    const { queue, viewAt, playing, list } = parts
    list.before = () => queue.show(viewAt({ page: 3, group: ['x'] }))
    queue.go(1)
    await vi.waitUntil(() => playing() === 'h')
  })
})

describe('ahead', () => {
  it('returns the next call from the cached pages only', async () => {
    const { queue, list, viewAt, player } = setUp('a')
    expect((await queue.ahead()).next).toBeNull()
    await list.read(viewAt({}).list, false, new AbortController().signal)
    expect((await queue.ahead()).next?.id).toBe('b')
    player.play(callOf('b'))
    expect((await queue.ahead()).next).toBeNull()
    expect(list.asked).toEqual([1])
  })

  it('returns the call that the next step will play, after a step back', async () => {
    const { queue, player } = setUp('b')
    queue.go(1)
    await vi.waitUntil(() => player.getState().call?.id !== 'b')
    queue.go(-1)
    await vi.waitUntil(() => player.getState().call?.id === 'b')
    const { next } = await queue.ahead()
    queue.go(1)
    await vi.waitUntil(() => player.getState().call?.id !== 'b')
    expect(player.getState().call?.id).toBe(next?.id)
  })
})

describe('the choice', () => {
  const fits = ({ id }: { id: string }, choice: string) =>
    choice === 'all' || id === 'd' || id === 'h'

  it('plays only calls that fit, and goes back to those played', async () => {
    const { go, queue } = setUp('a', IDS, {}, { fits })
    queue.choose('starred')
    expect([await go(1), await go(1), await go(1)]).toEqual(['d', 'h', 'h'])
    expect(queue.getState().status).toBe('end')
    expect([await go(-1), await go(-1)]).toEqual(['d', 'a'])
    queue.choose('all')
    expect(await go(1)).toBe('b')
  })

  it('counts what follows, as far as pages are cached', async () => {
    const { queue, list, viewAt } = setUp('a', IDS, {}, { fits })
    const read = (page: number) =>
      list.read(viewAt({ page }).list, false, new AbortController().signal)
    await read(1)
    expect(await queue.ahead()).toMatchObject({ next: { id: 'b' }, count: 1, hasMore: true })
    await read(2)
    await read(3)
    expect(await queue.ahead()).toMatchObject({ next: { id: 'b' }, count: 6, hasMore: false })
    queue.choose('noted')
    expect(await queue.ahead()).toMatchObject({ next: { id: 'd' }, count: 2, hasMore: false })
  })
})

describe('given calls', () => {
  it('are played instead of the list, until another call is played', async () => {
    const given = () => callsOf('h b e')
    const { go, player, queue, list, follow } = setUp('h', IDS, {}, { given })
    expect(queue.isGiven()).toBe(true)
    expect(await queue.ahead()).toMatchObject({ next: { id: 'b' }, count: 2, hasMore: false })
    expect([await go(1), await go(1), await go(1)]).toEqual(['b', 'e', 'e'])
    expect(await go(-1)).toBe('b')
    expect([list.asked, follow.mock.calls]).toEqual([[], []])
    player.play(callOf('a'))
    expect(queue.isGiven()).toBe(false)
    expect(await go(1)).toBe('b')
  })
})
