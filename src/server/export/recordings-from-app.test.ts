import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVendor, DEMO_KEY, DEMO_SECRET } from '../../../mocks/vendor/handler.ts'
import { SENTINELS } from '../../../mocks/vendor/sentinels.ts'
import type { RecordsPage } from '../../calls/call.ts'
import { openZip, readManifest } from '../../testing/open-zip.ts'
import { bytesOf } from '../../testing/sheet-with.ts'
import { createTestApp, TEST_NOW, TEST_QUERY } from '../../testing/test-app.ts'
import type { Pause } from './read-recording.ts'
import { zipRecordings } from './recordings-zip.ts'

const RECORDINGS = new URL('../../../mocks/vendor/recordings/', import.meta.url)

/** Creates the demo account. Its recordings are in memory, because a fast clock cannot wait for a disk. */
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

/** The state of each case in the archive, by the beginning of its remark. */
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

/** Waits by the fake clock, which has no `node:timers`. */
const pause: Pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

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

test('the archive has each recording of the demo account as the endpoint sends it', async () => {
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
  async function* batches() {
    yield calls
  }
  const bytes = zipRecordings(batches(), {
    fetchOwn: app.request,
    signal: new AbortController().signal,
    timeZone: 'Asia/Shanghai',
    pause,
    now: Date.now,
  })
  const files = await openZip(new Uint8Array(await inTime(bytesOf(bytes))))
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
