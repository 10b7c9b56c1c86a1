import {
  guessAudioType,
  isMarkup,
  readContentType,
  SNIFF_BYTES,
  sniffAudioType,
  tellsType,
} from './audio-type.ts'
import { fileNameOf } from './content-disposition.ts'
import { peek } from './peek.ts'
import {
  notAudio,
  sourceRefused,
  throwConnectionFailure,
  unreachable,
} from './recording-failure.ts'
import { isEncoded, listenerHeaders } from './recording-headers.ts'

/** What goes to the listener. */
export interface Recording {
  status: 200 | 206 | 304 | 416
  headers: Record<string, string>
  body: ReadableStream<Uint8Array> | null
}

interface Asked {
  url: string
  /** Only the headers are wanted; there is no body to look into. */
  isHead: boolean
}

function startsAtZero({ status, headers }: Response): boolean {
  return status === 200 || /^bytes\s+0-/i.test(headers.get('Content-Range') ?? '')
}

function hasBytes({ length }: Uint8Array): boolean {
  return length > 0
}

/**
 * The type of what is inside, and the body as it was. What the first bytes say stands above what
 * the source and the name say; where they are not at hand, those have to be believed.
 */
async function findType(response: Response, { url, isHead }: Asked) {
  const promised = readContentType(response.headers.get('Content-Type'))
  const type = typeof promised === 'string' ? guessAudioType(fileNameOf(url)) : promised.audio
  if (isHead && promised === 'other') throw notAudio()
  if (isHead || response.body === null) return { type, body: response.body }
  const isEnough = startsAtZero(response) ? tellsType : hasBytes
  // A source that breaks off before its first byte is a failure that can still be answered.
  const { head, body } = await peek(response.body, isEnough).catch(throwConnectionFailure)
  if (!startsAtZero(response)) return { type, body }
  const sniffed = sniffAudioType(head)
  // A range of a few bytes proves nothing either way.
  const isTold = response.status === 200 || head.length >= SNIFF_BYTES
  const isRefused = promised === 'other' || (isTold && (promised === 'generic' || isMarkup(head)))
  if (sniffed === null && isRefused) {
    await body.cancel()
    throw notAudio()
  }
  return { type: sniffed ?? type, body }
}

/** A probe for the first byte tells the whole length after the slash. */
function headersOfHead(response: Response): Record<string, string> {
  const { 'Content-Range': range = '', ...headers } = listenerHeaders(response.headers)
  if (response.status !== 206) return headers
  const { 'Content-Length': _, ...others } = headers
  const length = /\/(\d+)$/.exec(range)?.[1]
  return length === undefined ? others : { ...others, 'Content-Length': length }
}

/**
 * Makes of the source's answer what goes to the listener: audio, or the part that was asked for.
 * @throws ProblemError where the source refuses or sends something else; its body is cancelled.
 */
export async function readRecording(response: Response, asked: Asked): Promise<Recording> {
  const { status } = response
  try {
    if (status === 304 || status === 416) {
      const { 'Content-Length': _, ...headers } = listenerHeaders(response.headers)
      await response.body?.cancel()
      return { status, headers, body: null }
    }
    if (status !== 200 && status !== 206) throw sourceRefused(status)
    if (status === 206 && isEncoded(response.headers))
      throw unreachable('The recording’s source sends compressed parts.')
    const { type, body } = await findType(response, asked)
    const headers = asked.isHead ? headersOfHead(response) : listenerHeaders(response.headers)
    return {
      status: asked.isHead ? 200 : status,
      headers: { ...headers, 'Content-Type': type },
      body,
    }
  } catch (error) {
    if (response.body?.locked === false) await response.body.cancel()
    throw error
  }
}
