import { expect, it } from 'vitest'
import type { Analysis } from './analysis.ts'
import { createAnalysisCache, type KeyValues } from './analysis-cache.ts'

const SOUND: Analysis = {
  peaks: { secondsPerBin: 0.02, channels: [Uint8Array.of(1, 2, 3)] },
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
  const store = createAnalysisCache(values)
  const keep = (id: string) => store.keeping(id)(SOUND)
  return { map, values, store, keep }
}

it('stores an analysis per call', async () => {
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
  expect(map.size).toBe(201) // 200 analyses and their list.
  expect(await store.read('call-50')).toBeNull()
  expect(await store.read('call-51')).toEqual(SOUND)
  expect(await store.read('again')).toEqual(SOUND)
})

it('lists analyses that several tabs store at the same time', async () => {
  const { map, values, keep } = inMemory()
  const other = createAnalysisCache(values)
  await Promise.all([keep('a'), other.keeping('b')(SOUND), keep('c')])
  expect(map.get('latest')).toHaveLength(3)
})

it('removes everything when it is cleared, also an analysis still being read', async () => {
  const { map, store, keep } = inMemory()
  const keepMore = store.keeping('a')
  await keepMore(SOUND)
  await store.clear()
  await keepMore(SOUND)
  expect(map.size).toBe(0)
  await keep('a')
  expect(await store.read('a')).toEqual(SOUND)
})

it('stores no unlisted analysis if it is cleared meanwhile', async () => {
  const { map, store, keep } = inMemory()
  await Promise.all([keep('a'), store.clear()])
  expect([...map.keys()].filter((key) => key !== 'latest')).toEqual([])
})

it.each([
  null,
  'text',
  7,
  {},
  { secondsPerBin: 0.02, channels: [] },
  { ...SOUND, peaks: { secondsPerBin: 0.02, lanes: SOUND.peaks.channels } },
])('ignores the stored value %j', async (kept) => {
  const { map, store } = inMemory()
  map.set('call:a', kept)
  expect(await store.read('a')).toBeNull()
})

it('works without storage', async () => {
  const fails = () => Promise.reject(new Error('denied'))
  const denied = { get: fails, set: fails, update: fails, delMany: fails, clear: fails }
  const store = createAnalysisCache(denied)
  await store.keeping('a')(SOUND)
  expect(await store.read('a')).toBeNull()
  // Node has no IndexedDB.
  expect(await createAnalysisCache().read('a')).toBeNull()
})
