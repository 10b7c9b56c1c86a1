import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import { createStore } from '../create-store.ts'
import { callWith } from '../fake-call.ts'
import { IDLE } from '../player-state.ts'
import { createDecodedMender } from './create-decoded-mender.ts'
import { fakeSource } from './fake-source.ts'

const FOLDER = new URL('../../../mocks/vendor/recordings/', import.meta.url)
const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))
const GSM = fileOf('booking-gsm.wav')

const CALL = callWith()
const UNPLAYABLE = new RequestFailure('recording_unplayable')

interface Circumstances {
  file?: Uint8Array
  failure?: RequestFailure
  /** What has just failed to play. */
  address?: string
  hasWorker?: boolean
  blob?: Blob | null
}

function mending({ file = GSM, address = '/api/recordings/abc', ...rest }: Circumstances = {}) {
  const { failure = UNPLAYABLE, hasWorker = true, blob = new Blob(['RIFF']) } = rest
  const player = createStore({ ...IDLE, call: CALL, address })
  const source = fakeSource(file)
  const register = vi.fn(async () => hasWorker)
  const decode = vi.fn(async () => blob)
  const mend = createDecodedMender(player, { fetch: source.fetch, register, decode })
  const { signal } = new AbortController()
  return { ...{ player, source, register, decode }, mend: () => mend(CALL, failure, signal) }
}

afterEach(() => vi.restoreAllMocks())

describe('a recording in a codec that is decoded', () => {
  it('plays from where it is decoded', async () => {
    const { mend, source, decode } = mending()
    expect(await mend()).toEqual({ call: CALL, address: '/decoded/abc' })
    expect(source.asked.map(({ range }) => range)).toEqual(['bytes=0-32767'])
    expect(decode).not.toHaveBeenCalled()
  })

  it.each([
    ['when it failed decoded', { address: '/decoded/abc' }],
    ['when it failed decoded whole', { address: 'blob:1' }],
    ['for another failure', { failure: new RequestFailure('recording_expired') }],
    ['when it is PCM', { file: fileOf('refund.wav') }],
    ['when it is nothing known', { file: fileOf('codecs/amr.amr') }],
  ])('not %s', async (_when, circumstances) => {
    const { mend, register } = mending(circumstances)
    expect(await mend()).toBeNull()
    expect(register).not.toHaveBeenCalled()
  })

  it('not when it cannot be read any more', async () => {
    const player = createStore({ ...IDLE, call: CALL, address: '/api/recordings/abc' })
    for (const fetch of [
      async () => new Response('{}', { status: 410 }),
      async () => Promise.reject(new TypeError('Failed to fetch')),
    ]) {
      const mend = createDecodedMender(player, { fetch, register: async () => true })
      expect(await mend(CALL, UNPLAYABLE, new AbortController().signal)).toBeNull()
    }
  })
})

describe('without a service worker', () => {
  it('it is decoded whole, and let go of when something else plays', async () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL')
    const { mend, player, decode } = mending({ hasWorker: false })
    const mended = await mend()
    expect(mended?.address).toMatch(/^blob:/)
    expect(decode).toHaveBeenCalledWith('/decoded/abc', expect.any(AbortSignal))
    player.patch({ elapsed: 1 }) // not played yet: the old address is still there
    expect(revoke).not.toHaveBeenCalled()
    player.patch({ address: mended?.address ?? '' })
    player.patch({ elapsed: 2 })
    expect(revoke).not.toHaveBeenCalled()
    player.patch({ address: '/api/recordings/other' })
    expect(revoke).toHaveBeenCalledExactlyOnceWith(mended?.address)
  })

  it('one that was not played after all is let go of with the next', async () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL')
    const { mend } = mending({ hasWorker: false })
    const first = await mend()
    await mend()
    expect(revoke).toHaveBeenCalledExactlyOnceWith(first?.address)
  })

  // 640 bytes of sound are 65 in GSM: 120 MB are less than 12.3 MB.
  it.each([
    [12_000_000, true],
    [12_300_000, false],
    [50_000_100, false],
  ])('%i bytes are decoded: %s, as no more than 120 MB are made', async (bytes, expected) => {
    const file = new Uint8Array(bytes)
    file.set(GSM)
    new DataView(file.buffer).setUint32(56, 0, true)
    const { mend, decode } = mending({ hasWorker: false, file })
    expect((await mend()) !== null).toBe(expected)
    expect(decode).toHaveBeenCalledTimes(expected ? 1 : 0)
  })

  it('not where it cannot be decoded', async () => {
    expect(await mending({ hasWorker: false, blob: null }).mend()).toBeNull()
  })
})
