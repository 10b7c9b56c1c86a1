import { describe, expect, it } from 'vitest'
import { FakeWorker } from '../../testing/fake-worker.ts'
import { createAhead } from './create-ahead.ts'
import { createSpare } from './create-spare.ts'
import type { Sound } from './peaks.ts'
import type { SoundWorker } from './worker-messages.ts'

const SOUND: Sound = {
  peaks: { secondsPerBin: 0.02, lanes: [Uint8Array.of(1)] },
  silences: [],
}
const one = { id: 'one', recording: '/api/recordings/one', talkSeconds: 10 }
const two = { id: 'two', recording: '/api/recordings/two', talkSeconds: 50 }

function setUp(kept: readonly string[] = []) {
  const workers: FakeWorker[] = []
  const make = () => {
    const worker = new FakeWorker()
    workers.push(worker)
    return worker
  }
  const spare = createSpare<SoundWorker>(make, 9)
  const store = { read: async (id: string) => (kept.includes(id) ? SOUND : null) }
  const ahead = createAhead({ spare, store })
  /** Reads, and waits for the storage. */
  async function read(call: Parameters<typeof ahead.read>[0]): Promise<void> {
    ahead.read(call)
    await Promise.resolve()
    await Promise.resolve()
  }
  const asked = () => workers.map(({ requests }) => requests.map(({ url }) => url))
  return { ...ahead, read, workers, asked }
}

describe('a recording', () => {
  it('is read before it is played, and handed out with what is known', async () => {
    const { read, takeBegun, workers } = setUp()
    await read(one)
    const [worker] = workers
    expect(worker?.requests).toEqual([{ url: one.recording }])
    worker?.say({ state: 'loading', sound: SOUND })
    expect(takeBegun(one.recording)).toEqual({ worker, said: [{ state: 'loading', sound: SOUND }] })
    expect(takeBegun(one.recording)).toBeNull()
  })

  it('gives way to another', async () => {
    const { read, takeBegun, workers, asked } = setUp()
    await read(one)
    await read(two)
    expect(asked()).toEqual([[one.recording], [two.recording]])
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false])
    expect(takeBegun(one.recording)).toBeNull()
    expect(takeBegun(two.recording)).toEqual({ worker: workers[1], said: [] })
  })

  it('is let go of, also before it was begun', async () => {
    const { read, drop, takeBegun, workers, asked } = setUp()
    await read(one)
    drop()
    expect(workers[0]?.isEnded).toBe(true)
    const reading = read(two)
    drop()
    await reading
    expect(asked()).toEqual([[one.recording]])
    expect(takeBegun(one.recording)).toBeNull()
  })

  it.each<[string, (worker: FakeWorker) => void]>([
    ['has none', (worker) => worker.say({ state: 'none', reason: 'unreadable' })],
    ['broke off', (worker) => worker.say({ state: 'partial', sound: SOUND })],
    ['could not be read', (worker) => worker.dispatchEvent(new Event('error'))],
  ])('that %s is asked for again when it is played', async (_, fail) => {
    const { read, takeBegun, workers } = setUp()
    await read(one)
    fail(workers[0] as FakeWorker)
    expect(workers[0]?.isEnded).toBe(true)
    expect(takeBegun(one.recording)).toBeNull()
  })

  it('that was taken is not let go of', async () => {
    const { read, drop, takeBegun, workers } = setUp()
    await read(one)
    takeBegun(one.recording)
    drop()
    expect(workers[0]?.isEnded).toBe(false)
  })

  it.each([
    ['long', { ...one, talkSeconds: 51 }],
    ['kept', { ...one, id: 'kept' }],
    ['not there', { ...one, recording: null }],
  ])('that is %s is not read', async (_, call) => {
    const { read, workers } = setUp(['kept'])
    await read(call)
    expect(workers).toEqual([])
  })

  it('that was taken tells nobody else what the worker says, which can be used again', async () => {
    const { read, takeBegun, take, give, workers } = setUp()
    await read(one)
    const begun = takeBegun(one.recording)
    workers[0]?.say({ state: 'whole', sound: SOUND })
    expect(begun?.said).toEqual([])
    give(workers[0] as FakeWorker)
    expect(take()).toBe(workers[0])
    take()
    expect(workers).toHaveLength(2)
  })

  it('leaves no second worker that has nothing to do', () => {
    const { take, give, workers } = setUp()
    const [first, second] = [take(), take()]
    give(first)
    give(second)
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([false, true])
  })

  it('is not begun once it plays', async () => {
    const { read, takeBegun, asked } = setUp()
    const reading = read(one)
    expect(takeBegun(one.recording)).toBeNull()
    await reading
    expect(asked()).toEqual([])
  })
})
