import { expect, it } from 'vitest'
import { createSoundStore, type KeyValues } from './create-sound-store.ts'
import type { Sound } from './peaks.ts'

const SOUND: Sound = {
  peaks: { secondsPerBin: 0.02, lanes: [Uint8Array.of(1, 2, 3)] },
  silences: [{ from: 1, to: 2 }],
  sampled: null,
}

function inMemory() {
  const map = new Map<string, unknown>()
  const values: KeyValues = {
    get: async (key) => map.get(key),
    set: async (key, value) => void map.set(key, value),
    delMany: async (keys) => {
      for (const key of keys) map.delete(key)
    },
    clear: async () => map.clear(),
  }
  return { map, store: createSoundStore(values) }
}

it('gives back what it keeps, by call', async () => {
  const { store } = inMemory()
  await store.keep('a', SOUND)
  expect(await store.read('a')).toEqual(SOUND)
  expect(await store.read('b')).toBeNull()
  expect(await store.read('latest')).toBeNull()
})

it('keeps the latest 200', async () => {
  const { map, store } = inMemory()
  for (let index = 0; index < 250; index += 1) {
    await store.keep(`call-${index}`, SOUND)
    await store.keep('again', SOUND)
  }
  expect(map.size).toBe(201) // and their list
  expect(await store.read('call-50')).toBeNull()
  expect(await store.read('call-51')).toEqual(SOUND)
  expect(await store.read('again')).toEqual(SOUND)
})

it('lets go of all when it is cleared', async () => {
  const { map, store } = inMemory()
  await store.keep('a', SOUND)
  await store.clear()
  expect(map.size).toBe(0)
})

it.each([null, 'text', 7, {}, { secondsPerBin: 0.02, lanes: [] }])(
  'takes %j for nothing',
  async (kept) => {
    const { map, store } = inMemory()
    map.set('call:a', kept)
    expect(await store.read('a')).toBeNull()
  },
)

it('does without storage', async () => {
  const fails = () => Promise.reject(new Error('denied'))
  const store = createSoundStore({ get: fails, set: fails, delMany: fails, clear: fails })
  await store.keep('a', SOUND)
  expect(await store.read('a')).toBeNull()
  // Node has no IndexedDB at all.
  expect(await createSoundStore().read('a')).toBeNull()
})
