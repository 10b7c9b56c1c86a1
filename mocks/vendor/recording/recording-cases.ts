import { html, never } from '../account/reply.ts'
import { CODEC_SAMPLES } from '../codec-samples.ts'
import { RECORDINGS } from '../recordings.ts'
import {
  createLongMp3,
  EMPTY_WAV,
  HTML_WITH_BOM,
  quietThenSpeech,
  withList,
  withPicture,
} from './changed-files.ts'
import { createLongCall, createTone, toneSeconds } from './generated-wav.ts'
import type { ServeOptions } from './serve-recording.ts'

export const CASE_FOLDER = '/agent-call-record-case'

/** The request that a case answers. */
export interface CaseRequest {
  request: Request
  /** Milliseconds since the epoch. */
  now: number
  /** Whether the same URL was requested before. */
  isRepeated: boolean
  /** Answers with the recording of a file name. */
  serve(file: string, changes?: Partial<ServeOptions>): Promise<Response>
}

export interface RecordingCase {
  /** A path at the recordings' origin, beginning with `/`, or a URL. */
  path: string
  /** Describes the case in one line; the record shows it. */
  remark: string
  /** Talk time of the call, in seconds. */
  seconds: number
  /** The URL has the time (ms since the epoch) of the query, or of the end of the call. */
  dated?: 'given' | 'ended'
  answer: (request: CaseRequest) => Response | Promise<Response>
}

const PLAIN = 'refund.wav'
const GSM = 'booking-gsm.wav'
const VBR = 'codecs/vbr.mp3'
const HOUR = createLongCall()
/** Repetitions of almost a minute in an hour. */
const MINUTES = 61
/** Large enough to break off in the middle. */
const LARGE = 'delivery-stereo.wav'
/** Long enough to expire: 64 KiB of it are half a minute. */
const LONG = 'long-support-mp3.mp3'
const ENDLESS = createTone(60_000_000)

/** Time (ms) from the end of a call until its recording is available. */
const WRITTEN_MS = 70_000
/** Time (ms) until a dated URL expires. */
const VALID_MS = 8_000

/** Codecs that neither browsers nor the server can decode. */
const UNPLAYABLE: ReadonlySet<string> = new Set(['amr', 'g722'])
const layoutOf = (channels: 1 | 2) => (channels === 2 ? 'stereo' : 'mono')

/** The recordings of the group `!recordings`: every kind and every failure. */
export const RECORDING_CASES: readonly RecordingCase[] = [
  {
    ...sound('pending.wav', 'Still being written: 404 until 70 seconds after the call', PLAIN),
    dated: 'ended', // the first case is the newest call
    answer: ({ request, now, serve }) =>
      now < dateOf(request) + WRITTEN_MS ? html(404, 'Not Found') : serve(PLAIN),
  },
  ...RECORDINGS.map(({ name, codec, channels }) =>
    sound(name, `Good: ${codec}, ${layoutOf(channels)}`, name),
  ),
  ...CODEC_SAMPLES.map(({ name, codec, channels }) =>
    sound(
      name,
      `${UNPLAYABLE.has(codec) ? 'Unplayable' : 'Good'}: ${codec}, ${layoutOf(channels)}`,
      name,
    ),
  ),
  sound('page-type.wav', 'Good: ms-adpcm, but called text/html', 'codecs/ms-adpcm.wav', {
    contentType: 'text/html',
  }),
  sound('gsm-no-range.wav', 'Good: gsm, but no Range', GSM, { ranges: false }),
  { ...sound('hour.wav', 'Good: an hour, stereo', PLAIN, { bytes: HOUR }), seconds: 3600 },
  {
    ...sound('hour.mp3', 'Good: mp3, an hour', 'payment-stereo-mp3.mp3', {
      bytes: (own) => createLongMp3(own, MINUTES),
    }),
    seconds: 3602,
  },
  sound('no-range.wav', 'Good, but no Range: always the whole file', PLAIN, { ranges: false }),
  {
    ...sound('no-range-60mb.wav', 'Good, but no Range, and 60 MB', PLAIN, {
      ranges: false,
      bytes: ENDLESS,
    }),
    seconds: toneSeconds(ENDLESS.length),
  },
  sound('octets.wav', 'Good, but called application/octet-stream', PLAIN, {
    contentType: 'application/octet-stream',
  }),
  sound('stall.wav', 'Stops after 64 KiB and stays silent', LARGE, { pace: 'stall' }),
  {
    ...sound('stall-once.mp3', 'Stops after 64 KiB, and goes on when asked from there', LONG),
    answer: ({ request, serve }) => serve(LONG, { pace: isFromStart(request) ? 'stall' : 'whole' }),
  },
  {
    ...sound('stall-header.wav', 'Stops after its first 44 bytes, the first time', PLAIN),
    dated: 'given',
    answer: ({ isRepeated, serve }) => serve(PLAIN, { pace: isRepeated ? 'whole' : 'header' }),
  },
  sound('drop.wav', 'Breaks off halfway', LARGE, { pace: 'drop' }),
  {
    ...sound('expires.mp3', 'Expires while it plays: each address is good for 8 seconds', LONG),
    dated: 'given',
    answer({ request, now, serve }) {
      const holdMs = dateOf(request) + VALID_MS - now
      return holdMs > 0 ? serve(LONG, { pace: 'expire', holdMs }) : html(410, 'Gone')
    },
  },
  failing('missing.wav', '404: never recorded', () => html(404, 'Not Found')),
  sound('empty.wav', 'An empty file', PLAIN, { bytes: new Uint8Array() }),
  failing('expired.wav', '410: kept for 45 days only', () => html(410, 'Gone')),
  failing('forbidden.wav', '403: signature expired', () => html(403, 'Forbidden')),
  failing('crash.wav', '500 at the source', () => html(500, 'Internal Server Error')),
  failing('page.wav', 'An HTML page in its place', () => html(200, 'Sign in')),
  failing('never.wav', 'Never answers', ({ request }) => never(request.signal)),
  redirect('redirect-1.wav', 'Good after one redirect', `${CASE_FOLDER}/${PLAIN}`),
  redirect('redirect-2.wav', 'Good after two redirects', 'redirect-1.wav'),
  redirect('redirect-3.wav', 'Good after three redirects', 'redirect-2.wav'),
  redirect('redirect-4.wav', 'Good after four redirects', 'redirect-3.wav'),
  redirect('to-loopback.wav', 'Redirects to 127.0.0.1', `http://127.0.0.1${CASE_FOLDER}/${PLAIN}`),
  redirect('to-metadata.wav', 'Redirects to 169.254.169.254', 'http://169.254.169.254/latest/'),
  { ...sound(PLAIN, 'At a private address', PLAIN), path: 'http://10.0.0.5/x.wav' },
  sound('no-samples.wav', 'Empty: a WAV header and no samples', PLAIN, { bytes: EMPTY_WAV }),
  sound('late-data.wav', 'Good, but its samples come after 400 kB of notes', PLAIN, {
    bytes: (own) => withList(own, 400_000),
  }),
  sound('late-gsm.wav', 'Good, but gsm, and its samples come after 60 kB of notes', GSM, {
    bytes: (own) => withList(own, 60_000),
  }),
  sound('picture.mp3', 'Good, but a picture of 264 kB comes before its first frame', LONG, {
    bytes: (own) => withPicture(own, 264_000),
  }),
  {
    ...sound('quiet-start.mp3', 'Good, but mp3 of changing bit rate that states no length', VBR, {
      bytes: quietThenSpeech,
    }),
    seconds: 61,
  },
  sound('video.webm', 'Good, but called video/webm', 'codecs/opus.webm', {
    contentType: 'video/webm',
  }),
  sound('html-with-bom.wav', 'Not audio: an HTML page with a byte order mark', PLAIN, {
    bytes: HTML_WITH_BOM,
  }),
  { ...sound(PLAIN, 'Unusable: a relative address', PLAIN), path: 'recordings/call.wav' },
  {
    ...sound(PLAIN, 'Unusable: an address with a user name', PLAIN),
    path: `https://agent@recordings.callboard.example${CASE_FOLDER}/agent.wav`,
  },
]

function sound(
  name: string,
  remark: string,
  file: string,
  changes?: Partial<ServeOptions>,
): RecordingCase {
  const seconds = [...RECORDINGS, ...CODEC_SAMPLES].find((one) => one.name === file)?.seconds ?? 12
  return {
    path: `${CASE_FOLDER}/${name}`,
    remark,
    seconds,
    answer: ({ serve }) => serve(file, changes),
  }
}

function failing(name: string, remark: string, answer: RecordingCase['answer']): RecordingCase {
  return { path: `${CASE_FOLDER}/${name}`, remark, seconds: 12, answer }
}

function redirect(name: string, remark: string, location: string): RecordingCase {
  return failing(
    name,
    remark,
    () => new Response(null, { status: 302, headers: { Location: location } }),
  )
}

/** Returns the time in a dated URL, ms since the epoch. */
function dateOf({ url }: Request): number {
  return Number(new URL(url).searchParams.get('at'))
}

function isFromStart({ headers }: Request): boolean {
  return /^(?:bytes=0-.*)?$/.test(headers.get('Range') ?? '')
}

const DATED = new Map(RECORDING_CASES.map(({ path, dated }) => [path, dated]))

/**
 * Returns the URL of a call's recording at the time of a query.
 * @param now milliseconds since the epoch
 */
export function presentAddress(
  { recording, endedAt }: { recording: string | null; endedAt: number },
  now: number,
): string | null {
  const dated = recording === null ? undefined : DATED.get(recording)
  return dated ? `${recording}?at=${dated === 'given' ? now : endedAt}` : recording
}
