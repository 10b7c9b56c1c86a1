import { describe, expect, test, vi } from 'vitest'
import { askRecording, failureOf, source, TEST_SOURCE, TEST_WAV } from './ask-recording.ts'
import { httpStatus } from './scripted-fetch.ts'

describe('what goes to the source', () => {
  test('is nothing that identifies anyone', async () => {
    const headers = {
      Cookie: 'a=b',
      Authorization: 'Basic eDp5',
      'X-Any': '1',
      Referer: 'http://x',
    }
    const { calls } = await askRecording([source()], { headers })
    expect(calls[0]?.url).toBe(TEST_SOURCE)
    expect([...(calls[0]?.headers.keys() ?? [])]).toEqual(['accept', 'accept-encoding'])
    expect(calls[0]?.headers.get('Accept-Encoding')).toBe('identity')
  })

  test.each([
    [{ Range: 'bytes=0-99' }, { range: 'bytes=0-99' }],
    [
      { Range: 'bytes=-5', 'If-Range': '"v1"' },
      { range: 'bytes=-5', 'if-range': '"v1"' },
    ],
    [{ 'If-None-Match': '"v1"' }, { 'if-none-match': '"v1"' }],
    [{ Range: 'bytes=0-1,5-6' }, {}],
    [{ Range: 'lines=1-2' }, {}],
  ])('%o becomes %o', async (headers, expected) => {
    const { calls } = await askRecording([source()], { headers })
    const { accept, 'accept-encoding': _, ...rest } = Object.fromEntries(calls[0]?.headers ?? [])
    expect(accept).toContain('audio/*')
    expect(rest).toEqual(expected)
  })
})

describe('what comes back', () => {
  test('is the audio, with audio headers alone', async () => {
    const { response } = await askRecording([
      source({
        headers: {
          'Content-Type': 'audio/x-wav',
          'Content-Length': String(TEST_WAV.length),
          ETag: '"v1"',
          'Last-Modified': 'Tue, 03 Mar 2026 04:00:00 GMT',
          'Accept-Ranges': 'bytes',
          'Set-Cookie': 'a=b',
          'Access-Control-Allow-Origin': '*',
          Server: 'them',
        },
      }),
    ])
    expect(response.status).toBe(200)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(TEST_WAV)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-length': String(TEST_WAV.length),
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      etag: '"v1"',
      'last-modified': 'Tue, 03 Mar 2026 04:00:00 GMT',
      'cache-control': 'private, max-age=600',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    for (const name of ['Set-Cookie', 'Access-Control-Allow-Origin', 'Server'])
      expect(response.headers.has(name)).toBe(false)
  })

  test('206 with its range', async () => {
    const headers = { 'Content-Type': 'audio/wav', 'Content-Range': 'bytes 10-13/34' }
    const { response } = await askRecording([source({ status: 206, body: 'part', headers })])
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe('bytes 10-13/34')
    expect(await response.text()).toBe('part')
  })

  test('416 with the length, 304 with the tag, both without a body', async () => {
    const tooFar = await askRecording([httpStatus(416, { 'Content-Range': 'bytes */34' })])
    expect(tooFar.response.status).toBe(416)
    expect(tooFar.response.headers.get('Content-Range')).toBe('bytes */34')
    expect(await tooFar.response.text()).toBe('')
    const same = await askRecording([httpStatus(304, { ETag: '"v1"' })])
    expect(same.response.status).toBe(304)
    expect(same.response.headers.get('ETag')).toBe('"v1"')
  })

  test('no length that counts other bytes', async () => {
    const headers = {
      'Content-Type': 'audio/wav',
      'Content-Encoding': 'gzip',
      'Content-Length': '9',
    }
    const { response } = await askRecording([source({ headers })])
    expect(response.status).toBe(200)
    expect(response.headers.has('Content-Length')).toBe(false)
    const part = await askRecording([source({ status: 206, headers })])
    expect(await failureOf(part.response)).toEqual([502, 'recording_unreachable'])
  })

  test('an attachment where it is asked for', async () => {
    const { response } = await askRecording([source()], {}, '?download')
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="call.wav"')
  })
})

describe('the type', () => {
  test.each([
    ['what it is called', 'audio/amr-wb', 'any sound', 'audio/amr-wb'],
    ['what it is, where it is called nothing', 'application/octet-stream', TEST_WAV, 'audio/wav'],
    ['what it is, where it is called text', 'text/plain', 'OggS and so on, and on', 'audio/ogg'],
    ['what it is, where it is called a page', 'text/html', TEST_WAV, 'audio/wav'],
    ['what it is, where it is called a picture', 'image/png', '#!AMR and so on', 'audio/amr'],
    [
      'what it is, where it is called otherwise',
      'audio/wav',
      'ID3 and so on, and on',
      'audio/mpeg',
    ],
  ])('is %s', async (_, type, body, expected) => {
    const { response } = await askRecording([source({ body, headers: { 'Content-Type': type } })])
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(expected)
  })

  test.each([
    ['bytes 20-40/90', 'application/octet-stream', 'from the middle of it', 'audio/wav'],
    ['bytes 0-1/90', 'application/octet-stream', 'RI', 'audio/wav'],
    ['bytes 0-20/90', 'application/octet-stream', 'OggS and so on, and on', 'audio/ogg'],
    ['bytes 20-40/90', 'text/html', 'from the middle of it', 'audio/wav'],
    ['bytes 0-20/90', 'text/html', 'OggS and so on, and on', 'audio/ogg'],
    ['bytes 0-3/90', 'audio/mpeg', '<htm', 'audio/mpeg'],
  ])('of the part %s', async (range, type, body, expected) => {
    const headers = { 'Content-Type': type, 'Content-Range': range }
    const { response } = await askRecording([source({ status: 206, body, headers })])
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Type')).toBe(expected)
    expect(await response.text()).toBe(body)
  })

  test.each([
    ['text/html', '<html>'],
    ['application/json', '{}'],
    ['application/xml', '<?xml version="1.0"?>'],
    ['image/svg+xml', '<svg>'],
    ['application/octet-stream', 'MZ and other machine code'],
    ['text/plain', 'Not found, sorry for that'],
    ['application/octet-stream', ''],
    ['audio/wav', '<!doctype html><title>Sign in</title>'],
    ['audio/mpeg', '{"code":"NoSuchKey"}'],
  ])('%s with "%s" is refused', async (type, body) => {
    const { response } = await askRecording([source({ body, headers: { 'Content-Type': type } })])
    expect(await failureOf(response)).toEqual([502, 'recording_not_audio'])
  })
})

test('a part too short to tell what it is, and called a page, is refused', async () => {
  const headers = { 'Content-Type': 'text/html', 'Content-Range': 'bytes 0-0/90' }
  const { response } = await askRecording([source({ status: 206, body: 'R', headers })])
  expect(await failureOf(response)).toEqual([502, 'recording_not_audio'])
})

describe('HEAD', () => {
  test('asks the source the same way', async () => {
    const headers = {
      'Content-Type': 'audio/wav',
      'Content-Length': '34',
      'Accept-Ranges': 'bytes',
    }
    const { response, calls } = await askRecording([source({ body: null, headers })], {
      method: 'HEAD',
      headers: { Range: 'bytes=0-1' },
    })
    expect(calls.map(({ method }) => method)).toEqual(['HEAD'])
    expect(calls[0]?.headers.has('Range')).toBe(false)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Length')).toBe('34')
  })

  test.each([403, 405, 501])(
    'asks for the first byte where the source answers %d',
    async (status) => {
      const cancel = vi.fn()
      const headers = {
        'Content-Type': 'audio/wav',
        'Content-Range': 'bytes 0-0/34',
        'Content-Length': '1',
      }
      const body = new ReadableStream({ cancel })
      const { response, calls } = await askRecording(
        [httpStatus(status), source({ status: 206, body, headers })],
        {
          method: 'HEAD',
        },
      )
      expect(calls.map(({ method, headers }) => [method, headers.get('Range')])).toEqual([
        ['HEAD', null],
        ['GET', 'bytes=0-0'],
      ])
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Length')).toBe('34')
      expect(response.headers.has('Content-Range')).toBe(false)
      expect(cancel).toHaveBeenCalled()
    },
  )

  test('has the status of a failure', async () => {
    expect((await askRecording([httpStatus(404)], { method: 'HEAD' })).response.status).toBe(404)
    expect((await askRecording([httpStatus(403)], { method: 'HEAD' })).response.status).toBe(410)
  })
})
