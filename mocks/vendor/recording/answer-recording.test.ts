import { beforeEach, describe, expect, test } from 'vitest'
import { createVendor, RECORDINGS_ORIGIN, type Vendor } from '../handler.ts'
import { readRecording } from './read-recording.ts'
import { CASE_FOLDER, RECORDING_CASES } from './recording-cases.ts'

const NOW = Date.parse('2026-03-18T14:30:00+08:00')
const KIB = 1024
const PLAIN = `${RECORDINGS_ORIGIN}${CASE_FOLDER}/refund.wav`
const SIZE = 221_774
let vendor: Vendor

beforeEach(() => {
  vendor = createVendor({ now: () => NOW, recordings: readRecording })
})

function at(name: string, init?: RequestInit): Promise<Response> {
  return vendor(`${RECORDINGS_ORIGIN}${CASE_FOLDER}/${name}`, init)
}

describe('a recording', () => {
  test('is whole without Range', async () => {
    const response = await vendor(PLAIN)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('audio/wav')
    expect(response.headers.get('Accept-Ranges')).toBe('bytes')
    const received = Buffer.from(await response.arrayBuffer())
    expect(received.equals(await readRecording('refund.wav'))).toBe(true)
    expect(vendor.stats).toEqual({ requests: 1, openStreams: 0, bytesSent: SIZE })
  })

  test.each([
    ['bytes=0-99', 206, `bytes 0-99/${SIZE}`, 100],
    ['bytes=221770-', 206, `bytes 221770-221773/${SIZE}`, 4],
    ['bytes=-8', 206, `bytes 221766-221773/${SIZE}`, 8],
    [`bytes=${SIZE}-`, 416, `bytes */${SIZE}`, 0],
    ['bytes=0-1,4-5', 200, null, SIZE],
  ])('%s is %i', async (range, status, contentRange, length) => {
    const response = await vendor(PLAIN, { headers: { Range: range } })
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Range')).toBe(contentRange)
    expect((await response.arrayBuffer()).byteLength).toBe(length)
  })

  test('answers If-Range by ETag and by date', async () => {
    const { headers } = await vendor(PLAIN, { method: 'HEAD' })
    const status = async (condition: string | null) =>
      (await vendor(PLAIN, { headers: { Range: 'bytes=0-9', 'If-Range': condition ?? '' } })).status
    expect(await status(headers.get('ETag'))).toBe(206)
    expect(await status(headers.get('Last-Modified'))).toBe(206)
    expect(await status('"another"')).toBe(200)
  })

  test('by HEAD has its headers and no body', async () => {
    const response = await vendor(PLAIN, { method: 'HEAD' })
    expect(response.headers.get('Content-Length')).toBe(String(SIZE))
    expect(response.body).toBeNull()
    expect(vendor.stats.openStreams).toBe(0)
  })

  test.each(['abort', 'cancel'])('stops being read on %s', async (how) => {
    const listener = new AbortController()
    const response = await vendor(PLAIN, { signal: listener.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    expect(vendor.stats).toMatchObject({ openStreams: 1, bytesSent: 16 * KIB })
    if (how === 'cancel') await reader?.cancel()
    else {
      listener.abort(new DOMException('left', 'AbortError'))
      await expect(reader?.read()).rejects.toThrow('left')
    }
    expect(vendor.stats.openStreams).toBe(0)
  })

  test.each([
    ['/agent-call-record-260317/26031710304501210.wav', 200, 'audio/wav'],
    ['/agent-call-record-260317/26031710304501207.mp3', 200, 'audio/mpeg'],
    ['/agent-call-record-260317/26031710304501200.wav', 404, null],
    ['/agent-call-record-260317/26031710304501299.wav', 404, null],
    ['/agent-call-record-260120/26012010304501210.wav', 410, null],
    ['/somewhere/else.wav', 404, null],
  ])('%s is %i', async (path, status, type) => {
    const response = await vendor(RECORDINGS_ORIGIN + path, { method: 'HEAD' })
    expect(response.status).toBe(status)
    if (type) expect(response.headers.get('Content-Type')).toBe(type)
  })

  test('is not for POST', async () => {
    expect((await vendor(PLAIN, { method: 'POST' })).status).toBe(405)
  })
})

describe('a case', () => {
  test.each([
    ['missing.wav', 404, null],
    ['expired.wav', 410, null],
    ['forbidden.wav', 403, null],
    ['crash.wav', 500, null],
    ['page.wav', 200, null],
    ['octets.wav', 206, null],
    ['no-range.wav', 200, null],
    ['redirect-1.wav', 302, `${CASE_FOLDER}/refund.wav`],
    ['redirect-4.wav', 302, 'redirect-3.wav'],
    ['to-loopback.wav', 302, `http://127.0.0.1${CASE_FOLDER}/refund.wav`],
    ['to-metadata.wav', 302, 'http://169.254.169.254/latest/'],
  ])('%s is %i', async (name, status, location) => {
    const response = await at(name, { headers: { Range: 'bytes=0-9' } })
    expect(response.status).toBe(status)
    expect(response.headers.get('Location')).toBe(location)
    await response.body?.cancel()
  })

  test('never.wav ends when the listener gives up', async () => {
    await expect(at('never.wav', { signal: AbortSignal.abort() })).rejects.toThrow()
    const listener = new AbortController()
    const answer = at('never.wav', { signal: listener.signal })
    listener.abort(new DOMException('left', 'AbortError'))
    await expect(answer).rejects.toThrow('left')
  })

  test('stall.wav sends 64 KiB and waits until the listener gives up', async () => {
    const listener = new AbortController()
    const response = await at('stall.wav', { signal: listener.signal })
    const reader = response.body?.getReader()
    for (let i = 0; i < 4; i += 1) await reader?.read()
    const next = reader?.read()
    expect(vendor.stats).toMatchObject({ openStreams: 1, bytesSent: 64 * KIB })
    listener.abort(new DOMException('left', 'AbortError'))
    await expect(next).rejects.toThrow('left')
    expect(vendor.stats.openStreams).toBe(0)
  })

  test('pending.wav is there 70 seconds after the end of its call', async () => {
    const status = async (ended: number) => (await at(`pending.wav?at=${ended}`)).status
    expect(await status(NOW - 69_999)).toBe(404)
    expect(await status(NOW - 70_000)).toBe(200)
  })

  test('empty.wav has not even a first byte', async () => {
    const response = await at('empty.wav')
    expect(response.headers.get('Content-Length')).toBe('0')
    expect((await response.arrayBuffer()).byteLength).toBe(0)
    expect((await at('empty.wav', { headers: { Range: 'bytes=0-' } })).status).toBe(416)
  })

  test('stall-once.mp3 stops at 64 KiB, and goes on from there', async () => {
    const response = await at('stall-once.mp3', { headers: { Range: 'bytes=0-' } })
    const reader = response.body?.getReader()
    for (let i = 0; i < 4; i += 1) await reader?.read()
    expect(vendor.stats).toMatchObject({ openStreams: 1, bytesSent: 64 * KIB })
    await reader?.cancel()
    const rest = await at('stall-once.mp3', { headers: { Range: 'bytes=65536-' } })
    expect((await rest.arrayBuffer()).byteLength).toBe(358_940 - 64 * KIB)
  })

  test('stall-header.wav stops after its header where an address is new', async () => {
    const first = (await at('stall-header.wav?at=1')).body?.getReader()
    expect((await first?.read())?.value).toHaveLength(44)
    await first?.cancel()
    const size = async () => (await (await at('stall-header.wav?at=1')).arrayBuffer()).byteLength
    expect(await size()).toBe(SIZE)
    const other = (await at('stall-header.wav?at=2')).body?.getReader()
    expect((await other?.read())?.value).toHaveLength(44)
    await other?.cancel()
  })

  test('expires.mp3 is cut when its address expires, and refused from then on', async () => {
    const response = await at(`expires.mp3?at=${NOW - 7_990}`)
    await expect(response.arrayBuffer()).rejects.toThrow('terminated')
    expect(vendor.stats).toMatchObject({ openStreams: 0, bytesSent: 64 * KIB })
    expect((await at(`expires.mp3?at=${NOW - 8_000}`)).status).toBe(410)
  })

  test('no-range-60mb.wav is a tone of half an hour, made as it is read', async () => {
    const response = await at('no-range-60mb.wav', { headers: { Range: 'bytes=100-' } })
    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '60000000'])
    const reader = response.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    expect(new TextDecoder().decode(value?.subarray(0, 4))).toBe('RIFF')
    const samples = new Int16Array(value?.slice(44, 844).buffer ?? new ArrayBuffer())
    expect([samples[0], Math.max(...samples)]).toEqual([0, 1500])
    await reader?.cancel()
  })

  test('drop.wav breaks off halfway', async () => {
    const response = await at('drop.wav')
    const promised = Number(response.headers.get('Content-Length'))
    await expect(response.arrayBuffer()).rejects.toThrow('terminated')
    expect(vendor.stats).toMatchObject({ openStreams: 0, bytesSent: promised / 2 })
  })

  test.each([
    ['no-samples.wav', 44, 'RIFF'],
    ['late-data.wav', SIZE + 400_000, 'RIFF'],
    ['late-gsm.wav', 65_906 + 60_000, 'RIFF'],
    ['picture.mp3', 358_920 + 264_000, 'ID3'],
    ['quiet-start.mp3', 420 * 72 + 10 * 10_224, '\xff\xe3\x18'],
    ['video.webm', 13_541, '\x1aE\xdf\xa3'],
    ['html-with-bom.wav', 34, '\xef\xbb\xbf<!doctype'],
  ])('%s has %i bytes', async (name, length, beginning) => {
    const bytes = new Uint8Array(await (await at(name)).arrayBuffer())
    expect(bytes).toHaveLength(length)
    expect(String.fromCharCode(...bytes.subarray(0, beginning.length))).toBe(beginning)
  })

  test('each has a path and a sentence of its own', () => {
    expect(new Set(RECORDING_CASES.map(({ path }) => path)).size).toBe(RECORDING_CASES.length)
    expect(new Set(RECORDING_CASES.map(({ remark }) => remark)).size).toBeGreaterThan(15)
  })
})
