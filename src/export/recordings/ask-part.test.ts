import { describe, expect, it, test } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import { askPart } from './ask-part.ts'
import { RecordingChanged } from './recording-failure.ts'

function ask(status: number, headers: Record<string, string>, from = 0) {
  const body = status === 416 ? null : 'sound'
  return askPart('/a', {
    from,
    validator: null,
    fetch: async () => new Response(body, { status, headers }),
    signal: new AbortController().signal,
  })
}

describe('the length of the recording', () => {
  test.each<[what: string, status: number, headers: Record<string, string>, total: number | null]>([
    ['that of all', 200, { 'Content-Length': '300' }, 300],
    ['not said', 200, {}, null],
    [
      'not that of what was coded',
      200,
      { 'Content-Length': '9', 'Content-Encoding': 'gzip' },
      null,
    ],
    ['that behind its part', 206, { 'Content-Range': 'bytes 0-4/300' }, 300],
    ['not said behind its part', 206, { 'Content-Range': 'bytes 0-4/*' }, null],
  ])('is %s', async (_what, status, headers, total) => {
    expect(await ask(status, headers)).toMatchObject({ from: 0, total })
  })
})

describe('what names a version', () => {
  const date = 'Sun, 22 Nov 2026 10:00:00 GMT'
  test.each<[what: string, headers: Record<string, string>, validator: string | null]>([
    ['its tag', { ETag: '"v1"', 'Last-Modified': date }, '"v1"'],
    ['its date, where the tag is weak', { ETag: 'W/"v1"', 'Last-Modified': date }, date],
    ['nothing', {}, null],
  ])('is %s', async (_what, headers, validator) => {
    expect(await ask(200, headers)).toMatchObject({ validator })
  })
})

describe('an answer to the rest', () => {
  it('may be all of it', async () => {
    expect(await ask(200, { 'Content-Length': '5' }, 3)).toMatchObject({ from: 0, total: 5 })
  })

  it('is nothing where nothing is left', async () => {
    const part = await ask(416, { 'Content-Range': 'bytes */300' }, 300)
    expect(part).toMatchObject({ from: 300, total: 300, body: null })
  })

  test.each(['bytes */299', 'bytes */*', ''])('%j is of another recording', async (range) => {
    await expect(ask(416, { 'Content-Range': range }, 300)).rejects.toEqual(new RecordingChanged())
  })

  test.each(['bytes 2-4/5', 'bytes 4-4/5', ''])('%j is not what was asked for', async (range) => {
    const failure = new RequestFailure('bad_answer')
    await expect(ask(206, { 'Content-Range': range }, 3)).rejects.toEqual(failure)
  })
})
