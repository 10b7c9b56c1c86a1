import { describe, expect, test } from 'vitest'
import {
  askRecording,
  bytesOf,
  createRecordingApp,
  failureOf,
  fileOf,
  fileSource,
  LONG_AGO,
  source,
  TEST_SOURCE,
  TEST_WAV,
  wavOf,
} from '../../testing/ask-recording.ts'
import { TEST_NOW } from '../../testing/test-app.ts'
import { cachingOf } from './route.ts'

const SIZE = TEST_WAV.length

describe('the request to the source', () => {
  test('has no header that identifies the user', async () => {
    const own = { Cookie: 'a=b', Authorization: 'Basic eDp5', 'X-Any': '1', Referer: 'http://x' }
    const { calls } = await askRecording([source()], { headers: own })
    expect(calls[0]?.url).toBe(TEST_SOURCE)
    expect([...(calls[0]?.headers.keys() ?? [])]).toEqual(['accept', 'accept-encoding', 'range'])
    expect(calls[0]?.headers.get('Accept-Encoding')).toBe('identity')
    expect(calls[0]?.headers.get('Accept')).toContain('audio/*')
  })

  test('is for the complete file first, and for ranges from then on', async () => {
    const { ask, calls } = createRecordingApp([fileSource(TEST_WAV)])
    expect(await bytesOf(await ask())).toEqual(TEST_WAV)
    await bytesOf(await ask({ headers: { Range: 'bytes=100-199' } }))
    await bytesOf(await ask({ method: 'HEAD' }))
    expect(calls.map(({ headers }) => [headers.get('Range'), headers.get('If-Range')])).toEqual([
      ['bytes=0-', null],
      ['bytes=100-199', '"v1"'],
    ])
  })

  test.each([
    ['a complete recording', {}, 'bytes=0-'],
    ['a complete recording by Range', { Range: 'bytes=0-' }, 'bytes=0-'],
    ['a minute', { Range: 'bytes=0-959999' }, 'bytes=0-'],
    ['a preload', { Range: 'bytes=0-65535' }, 'bytes=0-65535'],
    ['a part in the middle', { Range: 'bytes=300-400' }, 'bytes=0-65535'],
    ['the end', { Range: 'bytes=-400' }, 'bytes=0-65535'],
  ])('begins at the first byte for %s', async (_what, headers, range) => {
    const { calls, response } = await askRecording([fileSource(wavOf(100_000))], { headers })
    await bytesOf(response)
    expect(calls[0]?.headers.get('Range')).toBe(range)
  })

  test.each([
    ['a date', { ETag: '' }, LONG_AGO],
    ['a weak tag', { ETag: 'W/"v1"' }, null],
  ])('has If-Range by %s: %s', async (_what, headers, condition) => {
    const { ask, calls } = createRecordingApp([fileSource(TEST_WAV, { headers })])
    for (const range of ['bytes=0-9', 'bytes=9-'])
      await bytesOf(await ask({ headers: { Range: range } }))
    expect(calls[1]?.headers.get('If-Range')).toBe(condition)
  })
})

describe('the answer', () => {
  test('is the audio, with our own headers only', async () => {
    const headers = { 'Set-Cookie': 'a=b', 'Access-Control-Allow-Origin': '*', Server: 'them' }
    const { response } = await askRecording([fileSource(TEST_WAV, { headers })])
    expect(response.status).toBe(200)
    expect(await bytesOf(response)).toEqual(TEST_WAV)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-length': String(SIZE),
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      etag: '"v1"',
      'last-modified': LONG_AGO,
      'cache-control': 'private, max-age=600',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    for (const name of ['Set-Cookie', 'Access-Control-Allow-Origin', 'Server'])
      expect(response.headers.has(name)).toBe(false)
  })

  test.each([
    ['bytes=10-13', 10, 13],
    ['bytes=-5', SIZE - 5, SIZE - 1],
    ['bytes=4000-', 4000, SIZE - 1],
    ['bytes=4000-9999', 4000, SIZE - 1],
  ])('is 206 for the range %s', async (range, first, last) => {
    const { response } = await askRecording([fileSource(TEST_WAV)], { headers: { Range: range } })
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${last}/${SIZE}`)
    expect(response.headers.get('Content-Length')).toBe(String(last - first + 1))
    expect(await bytesOf(response)).toEqual(TEST_WAV.slice(first, last + 1))
  })

  test.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=9-5', 'bytes=-'])(
    'is the complete file for the range %s',
    async (range) => {
      const { response } = await askRecording([fileSource(TEST_WAV)], { headers: { Range: range } })
      expect([response.status, (await bytesOf(response)).length]).toEqual([200, SIZE])
    },
  )

  test.each([`bytes=${SIZE}-`, 'bytes=-0'])(
    'is 416 with the length for the range %s',
    async (range) => {
      const { response } = await askRecording([fileSource(TEST_WAV)], { headers: { Range: range } })
      expect(response.status).toBe(416)
      expect(response.headers.get('Content-Range')).toBe(`bytes */${SIZE}`)
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(await response.text()).toBe('')
    },
  )

  test('has no length if the source compresses it', async () => {
    const gzip = { 'Content-Encoding': 'gzip', 'Content-Length': '9' }
    const step = source({ headers: { 'Content-Type': 'audio/wav', ...gzip } })
    for (const headers of [{}, { Range: 'bytes=0-3' }]) {
      const { response } = await askRecording([step], { headers })
      expect([response.status, response.headers.get('Accept-Ranges')]).toEqual([200, 'none'])
      expect(response.headers.has('Content-Length')).toBe(false)
      expect(await bytesOf(response)).toEqual(TEST_WAV)
    }
  })

  test('is never a compressed part, because the complete file is requested again', async () => {
    const headers = { 'Content-Encoding': 'gzip', 'Content-Range': `bytes 0-${SIZE - 1}/${SIZE}` }
    const { response, calls } = await askRecording([
      source({ status: 206, headers }),
      fileSource(TEST_WAV, { ranges: 'no' }),
    ])
    expect(await bytesOf(response)).toEqual(TEST_WAV)
    expect(calls.map(({ headers }) => headers.get('Range'))).toEqual(['bytes=0-', null])
  })

  test('has a length for HEAD, and closes the source at once', async () => {
    const file = fileSource(wavOf(100_000))
    const init = { method: 'HEAD', headers: { Range: 'bytes=0-1' } }
    const { response, calls } = await askRecording([file], init)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Length')).toBe('200044')
    expect(response.headers.get('Accept-Ranges')).toBe('bytes')
    expect(calls).toHaveLength(1)
    expect(file.counter.sent).toBe(4_096)
  })

  test.each([
    ['call.exe', 'audio/wav', 'call.wav'],
    ['call.html', '', 'call.wav'],
    ['call.wav', '', 'call.wav'],
    ['', '', 'recording.wav'],
  ])('is saved under a matching name: %j, %j, %s', async (name, type, saved) => {
    const headers = { 'Content-Type': type }
    const { ask } = createRecordingApp([fileSource(TEST_WAV, { headers })])
    const response = await ask({}, '?download', `https://rec.example/calls/${name}`)
    expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="${saved}"`)
  })
})

describe('the type', () => {
  test.each([
    ['stated by the source', 'audio/x-speech', 'any sound', 'audio/x-speech'],
    [
      'detected if the source states a generic type',
      'application/octet-stream',
      TEST_WAV,
      'audio/wav',
    ],
    ['detected if the source states text', 'text/plain', 'OggS and so on, and on', 'audio/ogg'],
    ['detected if the source states HTML', 'text/html', TEST_WAV, 'audio/wav'],
    ['detected if the source states an image', 'image/png', '#!AMR\nand so on', 'audio/amr'],
    [
      'detected if the source states another audio type',
      'audio/wav',
      fileOf('plan-mp3.mp3'),
      'audio/mpeg',
    ],
  ])('is %s', async (_, type, body, expected) => {
    const { response } = await askRecording([source({ body, headers: { 'Content-Type': type } })])
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(expected)
  })

  test('is the same for a range', async () => {
    const file = fileSource(TEST_WAV, { headers: { 'Content-Type': 'text/html' } })
    const { response } = await askRecording([file], { headers: { Range: 'bytes=1000-1001' } })
    expect([response.status, response.headers.get('Content-Type')]).toEqual([206, 'audio/wav'])
  })

  test.each([
    ['text/html', '<html>'],
    ['application/json', '{}'],
    ['application/xml', '<?xml version="1.0"?>'],
    ['image/svg+xml', '<svg>'],
    ['application/octet-stream', 'MZ and other machine code'],
    ['text/plain', 'Not found, sorry for that'],
    ['audio/wav', '<!doctype html><title>Sign in</title>'],
    ['audio/wav', '\ufeff<!doctype html><title>x</title>'],
    ['audio/wav', `${'\n'.repeat(2_000)}<html>`],
    ['audio/mpeg', '{"code":"NoSuchKey"}'],
    ['audio/mpeg', '"gone"'],
    ['audio/mpeg', '<e/>'],
    ['video/x-unknown', 'any film'],
  ])('is refused if the source states %s and sends %j', async (type, body) => {
    const file = () =>
      fileSource(new TextEncoder().encode(body), { headers: { 'Content-Type': type } })
    for (const headers of [{}, { Range: 'bytes=0-' }, { Range: 'bytes=1-2' }]) {
      const { response } = await askRecording([file()], { headers })
      expect(await failureOf(response)).toEqual([502, 'recording_not_audio'])
    }
  })
})

describe('a conditional request', () => {
  const RECENT = new Date(TEST_NOW - 60_000).toUTCString()
  const request = async (conditions: Record<string, string>, source: object = {}) => {
    const { ask, calls } = createRecordingApp([fileSource(TEST_WAV, { headers: { ...source } })])
    const { status, headers, body } = await ask({ headers: conditions })
    await body?.cancel()
    return { status, headers, calls }
  }

  test.each([
    [{ 'If-None-Match': '"v1"' }, 304],
    [{ 'If-None-Match': 'W/"v1"' }, 304],
    [{ 'If-None-Match': '"v0", "v1"' }, 304],
    [{ 'If-None-Match': '*' }, 304],
    [{ 'If-None-Match': '"v2"' }, 200],
    [{ 'If-Modified-Since': LONG_AGO }, 304],
    [{ 'If-Modified-Since': 'Wed, 04 Mar 2026 04:00:00 GMT' }, 304],
    [{ 'If-Modified-Since': 'Mon, 02 Mar 2026 04:00:00 GMT' }, 200],
    [{ 'If-Modified-Since': 'once' }, 200],
    [{ 'If-None-Match': '"v2"', 'If-Modified-Since': LONG_AGO }, 200],
    [{ Range: 'bytes=0-9', 'If-Range': '"v1"' }, 206],
    [{ Range: 'bytes=0-9', 'If-Range': '"v2"' }, 200],
    [{ Range: 'bytes=0-9', 'If-Range': 'W/"v1"' }, 200],
    [{ Range: 'bytes=0-9', 'If-Range': LONG_AGO }, 206],
    [{ Range: 'bytes=0-9', 'If-Range': 'Mon, 02 Mar 2026 04:00:00 GMT' }, 200],
    [{ Range: 'bytes=99999-', 'If-Range': '"v2"' }, 200],
  ])('with %j has the status %i', async (conditions, status) => {
    expect((await request(conditions)).status).toBe(status)
  })

  test('has the tag and no length in a 304', async () => {
    const { headers } = await request({ 'If-None-Match': '"v1"', Range: 'bytes=0-9' })
    expect(headers.get('ETag')).toBe('"v1"')
    expect(headers.get('Last-Modified')).toBe(LONG_AGO)
    expect(headers.get('Cache-Control')).toBe('private, max-age=600')
    expect(headers.has('Content-Length')).toBe(false)
  })

  test('does not pass its condition to the source', async () => {
    const { calls } = await request({ 'If-None-Match': '"v1"' })
    expect(calls[0]?.headers.has('If-None-Match')).toBe(false)
  })

  test('gets no range by a weak tag', async () => {
    const weak = { ETag: 'W/"v1"' }
    expect((await request({ Range: 'bytes=0-9', 'If-Range': 'W/"v1"' }, weak)).status).toBe(200)
  })

  test('gets no range by a date of the current second', async () => {
    const now = { 'Last-Modified': new Date(TEST_NOW).toUTCString() }
    const condition = { Range: 'bytes=0-9', 'If-Range': now['Last-Modified'] }
    expect((await request(condition, now)).status).toBe(200)
    const minute = { Range: 'bytes=0-9', 'If-Range': RECENT }
    expect((await request(minute, { 'Last-Modified': RECENT })).status).toBe(206)
  })
})

const OLD = 'Tue, 10 Mar 2026 11:49:59 GMT'

test.each<[name: string, status: number, lastModified: string | null, caching: string]>([
  ['to an unsatisfiable range', 416, OLD, 'no-store'],
  ['with an old file', 200, OLD, 'private, max-age=600'],
  ['with a range of an old file', 206, 'Mon, 09 Mar 2026 12:00:00 GMT', 'private, max-age=600'],
  ['with a file that is being written', 206, 'Tue, 10 Mar 2026 11:50:00 GMT', 'private, no-cache'],
  ['from a source whose clock is ahead', 200, 'Tue, 10 Mar 2026 13:00:00 GMT', 'private, no-cache'],
  ['without a date', 200, null, 'private, max-age=60'],
  ['with an invalid date', 200, 'once', 'private, max-age=60'],
  ['for an unchanged file', 304, OLD, 'private, max-age=600'],
])('the caching of an answer %s (%i, %s) is %s', (_name, status, lastModified, caching) => {
  expect(cachingOf(status, lastModified, Date.parse('2026-03-10T12:00:00Z'))).toBe(caching)
})
