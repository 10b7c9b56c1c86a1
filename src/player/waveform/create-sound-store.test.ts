import { expect, it } from 'vitest'
import { createSoundStore, type KeyValues } from './create-sound-store.ts'
import type { Sound } from './peaks.ts'

const SOUND: Sound = {
  peaks: { secondsPerBin: 0.02, lanes: [Uint8Array.of(1, 2, 3)] },
  silences: [{ from: 1, to: 2 }],
}

function inMemory() {
  const map = new Map<string, unknown>()
  const values: KeyValues = {
    get: async (key) => map.get(key),
    set: async (key, value) => void map.set(key, value),
    update: async (key, change) => void map.set(key, change(map.get(key))),
    delMany: async (keys) => {
      for (const key of keys) map.delete(key)
    },
    clear: async () => map.clear(),
  }
  const store = createSoundStore(values)
  const keep = (id: string) => store.keeping(id)(SOUND)
  return { map, values, store, keep }
}

it('gives back what it keeps, by call', async () => {
  const { store, keep } = inMemory()
  await keep('a')
  expect(await store.read('a')).toEqual(SOUND)
  expect(await store.read('b')).toBeNull()
  expect(await store.read('latest')).toBeNull()
})

it('keeps the latest 200', async () => {
  const { map, store, keep } = inMemory()
  for (let index = 0; index < 250; index += 1) {
    await keep(`call-${index}`)
    await keep('again')
  }
  expect(map.size).toBe(201) // and their list
  expect(await store.read('call-50')).toBeNull()
  expect(await store.read('call-51')).toEqual(SOUND)
  expect(await store.read('again')).toEqual(SOUND)
})

it('lists what several tabs keep at the same time', async () => {
  const { map, values, keep } = inMemory()
  const other = createSoundStore(values)
  await Promise.all([keep('a'), other.keeping('b')(SOUND), keep('c')])
  expect(map.get('latest')).toHaveLength(3)
})

it('lets go of all when it is cleared, and does not keep anew what is being read then', async () => {
  const { map, store, keep } = inMemory()
  const keepMore = store.keeping('a')
  await keepMore(SOUND)
  await store.clear()
  await keepMore(SOUND)
  expect(map.size).toBe(0)
  await keep('a')
  expect(await store.read('a')).toEqual(SOUND)
})

it('keeps no sound without listing it, if it is cleared meanwhile', async () => {
  const { map, store, keep } = inMemory()
  await Promise.all([keep('a'), store.clear()])
  expect([...map.keys()].filter((key) => key !== 'latest')).toEqual([])
})

it.each([null, 'text', 7, {}, { secondsPerBin: 0.02, lanes: [] }, { ...SOUND, sampled: {} }])(
  'takes %j for nothing',
  async (kept) => {
    const { map, store } = inMemory()
    map.set('call:a', kept)
    expect(await store.read('a')).toBeNull()
  },
)

it('does without storage', async () => {
  const fails = () => Promise.reject(new Error('denied'))
  const store = createSoundStore({
    ...{ get: fails, set: fails, update: fails, delMany: fails, clear: fails },
  })
  await store.keeping('a')(SOUND)
  expect(await store.read('a')).toBeNull()
  // Node has no IndexedDB at all.
  expect(await createSoundStore().read('a')).toBeNull()
})
