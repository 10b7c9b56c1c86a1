import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVendor, DEMO_KEY, DEMO_SECRET } from '../../../mocks/vendor/handler.ts'
import { SENTINELS } from '../../../mocks/vendor/sentinels.ts'
import type { fetchRecords } from '../../api/queries.ts'
import type { RecordsPage } from '../../calls/call.ts'
import { serializeRecordsQuery } from '../../calls/query.ts'
import { openZip, readManifest } from '../../testing/open-zip.ts'
import { createTestApp, TEST_NOW, TEST_QUERY } from '../../testing/test-app.ts'
import { pause } from '../pause.ts'
import { zipRecordings } from './zip-recordings.ts'

const RECORDINGS = new URL('../../../mocks/vendor/recordings/', import.meta.url)

/** Its recordings are in memory: a clock that goes as fast as it can waits for no disk. */
async function createDemo() {
  const names = (await readdir(RECORDINGS, { recursive: true })).filter((name) => /\./.test(name))
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const name of names) files.set(name, await readFile(new URL(name, RECORDINGS)))
  const recordings = async (name: string) => files.get(name) ?? Promise.reject(new Error(name))
  const vendor = createVendor({ now: Date.now, recordings })
  const credentials = { LAAFFIC_API_KEY: DEMO_KEY, LAAFFIC_API_SECRET: DEMO_SECRET }
  return createTestApp(vendor, credentials, Date.now).app
}

beforeEach(
  () => void vi.useFakeTimers({ now: TEST_NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] }),
)
afterEach(() => void vi.useRealTimers())

/** What each case is in the archive, by the beginning of its remark. */
const EXPECTED: [remark: string, state: string, fileOrReason: string | RegExp][] = [
  ['Still being written', 'missing', 'recording_pending'],
  ['Good, but no Range: always', 'whole', /\.wav$/],
  ['Good: ms-adpcm, but called text/html', 'whole', /\.wav$/],
  ['Good after three redirects', 'whole', /\.wav$/],
  ['Stops after 64 KiB and stays silent', 'whole', /\.wav$/],
  ['Stops after 64 KiB, and goes on', 'whole', /\.mp3$/],
  ['Stops after its first 44 bytes', 'whole', /\.wav$/],
  ['Breaks off halfway', 'missing', 'recording_unreachable'], // of what is left, each time
  ['An empty file', 'missing', 'recording_empty'],
  ['Empty: a WAV header and no samples', 'missing', 'recording_empty'],
  ['Unusable: a relative address', 'missing', 'unusable'],
  ['Unusable: an address with a user name', 'missing', 'unusable'],
  ['Never answers', 'missing', 'recording_unreachable'],
  ['404', 'missing', 'recording_missing'],
  ['410', 'missing', 'recording_expired'],
  ['403', 'missing', 'recording_expired'],
  ['500', 'missing', 'recording_unreachable'],
  ['An HTML page', 'missing', 'recording_not_audio'],
  ['Redirects to 127.0.0.1', 'missing', 'recording_forbidden_host'],
  ['Expires while it plays', 'whole', /\.(?:wav|mp3)$/],
]

/** Waits for `work` by a clock that goes as fast as it can. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let isDone = false
  void work
    .catch(() => undefined)
    .finally(() => {
      isDone = true
    })
  while (!isDone) await vi.advanceTimersByTimeAsync(500)
  return work
}

test('what the real endpoint says of each recording stands in the archive', async () => {
  const app = await createDemo()
  const get = async (path: string): Promise<RecordsPage> => (await app.request(path)).json()
  const { records } = await get(
    `${TEST_QUERY}&size=100&group=${encodeURIComponent(SENTINELS.recordings)}`,
  )
  const calls = EXPECTED.map(([remark]) => {
    const call = records.find((record) => record.remark?.startsWith(remark))
    if (!call) throw new Error(`no case ${remark}`)
    return call
  })
  const read: typeof fetchRecords = (query) => get(`/api/records${serializeRecordsQuery(query)}`)
  async function* pages() {
    yield calls
  }
  const stream = zipRecordings(pages(), {
    fetch: async (input, init) => app.request(`${input}`, init),
    fetchRecords: read,
    signal: new AbortController().signal,
    timeZone: 'Asia/Shanghai',
    pause,
    now: Date.now,
    onProgress: () => {},
  })
  const files = await openZip(await inTime(new Response(stream).bytes()))
  const manifest = readManifest(files)
  const found = manifest.map(({ state, file, reason }) => [state, file || reason])
  expect(found).toEqual(
    EXPECTED.map(([, state, what]) => [
      state,
      typeof what === 'string' ? what : expect.stringMatching(what),
    ]),
  )
  for (const { state, file, bytes, sha256 } of manifest) {
    if (state !== 'whole') continue
    const there = files.find(({ name }) => name === file)
    expect([`${there?.bytes.length}`, there?.sha256]).toEqual([bytes, sha256])
  }
})
