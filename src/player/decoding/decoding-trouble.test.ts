import { describe, expect, it } from 'vitest'
import { answerDecoded } from './answer-decoded.ts'
import { askDecoded, bytesOf, changed, decodedWhole, fileOf } from './ask-decoded.ts'
import { fakeSource } from './fake-source.ts'

const GSM = fileOf('booking-gsm.wav')
const HEAD_BYTES = 32_768
const START = { Range: 'bytes=0-99999' }

type Fetch = typeof globalThis.fetch

describe('a length that is', () => {
  it.each([
    ['0', { 4: 0, 56: 0 }],
    ['0xFFFFFFFF', { 4: 0xff_ff_ff_ff, 56: 0xff_ff_ff_ff }],
    ['longer than the file', { 4: 900_000, 56: 900_000 }],
    ['absent from fact', { 48: 0 }],
    ['absurd in fact', { 48: 7 }],
  ])('%s: the file itself tells', async (_what, numbers) => {
    const decoded = await decodedWhole(changed(GSM, numbers))
    const all = await decodedWhole(GSM)
    expect(decoded.length).toBeGreaterThanOrEqual(all.length)
    expect(decoded.length - all.length).toBeLessThan(640)
    expect(Buffer.from(decoded.subarray(44, all.length)).equals(all.subarray(44))).toBe(true)
  })

  it('known to no one: it ends when it ends', async () => {
    const endless = changed(GSM, { 4: 0, 48: 0, 56: 0 })
    const response = await askDecoded(
      fakeSource(endless, { ranges: false, length: false }).fetch,
      'bytes=0-',
    )
    expect(response.status).toBe(200)
    expect(response.headers.has('Content-Length')).toBe(false)
    expect(response.headers.has('Accept-Ranges')).toBe(false)
    const decoded = await bytesOf(response)
    expect(new DataView(decoded.buffer).getUint32(40, true)).toBe(0xff_ff_ff_ff)
    const all = await decodedWhole(GSM)
    expect(Buffer.from(decoded.subarray(44, all.length)).equals(all.subarray(44))).toBe(true)
  })

  it('known to no one, though it can be read in parts: it ends where no more is to be had', async () => {
    const endless = changed(GSM, { 4: 0, 48: 0, 56: 0 })
    const response = await askDecoded(fakeSource(endless, { length: false }).fetch, 'bytes=0-')
    expect(response.status).toBe(200)
    expect((await bytesOf(response)).length).toBe(44 + 1013 * 640)
  })

  it('not kept by the source: it breaks off', async () => {
    const { fetch } = fakeSource(GSM)
    const short: Fetch = async (input, init) => {
      const response = await fetch(input, init)
      const body = (await response.arrayBuffer()).slice(0, 4096)
      return new Response(body, response)
    }
    const response = await askDecoded(short)
    await expect(response.arrayBuffer()).rejects.toThrow('before its time')
  })
})

describe('what fails', () => {
  const problem = { status: 410, headers: { 'Content-Type': 'application/problem+json' } }

  it.each([1, 2])('at request %i is passed on as it is', async (failing) => {
    const { fetch } = fakeSource(GSM)
    let count = 0
    const expiring: Fetch = async (input, init) => {
      count += 1
      if (count < failing) return fetch(input, init)
      return new Response('{"code":"recording_expired"}', problem)
    }
    const response = await askDecoded(expiring)
    expect(response.status).toBe(410)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({ code: 'recording_expired' })
  })

  it('has no range of the source’s', async () => {
    const empty: Fetch = async () =>
      new Response(null, { status: 416, headers: { 'Content-Range': 'bytes */0' } })
    const response = await askDecoded(empty)
    expect([response.status, response.headers.get('Content-Range')]).toEqual([416, null])
  })

  it('by the network fails as fetch does', async () => {
    const offline: Fetch = async () => {
      throw new TypeError('Failed to fetch')
    }
    await expect(askDecoded(offline)).rejects.toThrow('Failed to fetch')
  })

  it('is a source that begins anew where it should go on', async () => {
    const { fetch } = fakeSource(GSM)
    const again: Fetch = async (input, init) => fetch(input, { ...init, headers: START })
    const response = await askDecoded(again, 'bytes=300001-400000')
    await expect(response.arrayBuffer()).rejects.toThrow('another part')
  })

  it.each(['refund.wav', 'plan-mp3.mp3', 'codecs/g722.wav'])(
    'for its codec is 415: %s',
    async (name) => {
      const file = fileOf(name)
      const { fetch, stats } = fakeSource(file)
      expect((await askDecoded(fetch)).status).toBe(415)
      expect(stats.bytes).toBe(Math.min(HEAD_BYTES, file.length))
    },
  )

  it('for its address is 404', async () => {
    const { fetch } = fakeSource(GSM)
    expect((await answerDecoded(new Request('http://page/api/session'), fetch)).status).toBe(404)
  })
})
