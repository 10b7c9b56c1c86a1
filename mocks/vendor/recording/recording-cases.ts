import { never } from '../account/pending.ts'
import { html } from '../account/reply.ts'
import { CODEC_SAMPLES } from '../codec-samples.ts'
import { RECORDINGS } from '../recordings.ts'
import type { ServeOptions } from './serve-recording.ts'

export const CASE_FOLDER = '/agent-call-record-case'

/** What a case can do with a request. */
export interface Source {
  signal: AbortSignal
  /** The recording of that file name, with some of its manners changed. */
  serve(file: string, changes?: Partial<ServeOptions>): Promise<Response>
}

export interface RecordingCase {
  /** A path at the recordings' origin, or a whole URL. */
  path: string
  /** One line on what happens. */
  says: string
  /** Talk time the call says, in seconds. */
  seconds: number
  answer: (source: Source) => Response | Promise<Response>
}

const PLAIN = 'refund.wav'
/** Long enough in bytes to be broken off in the middle. */
const LARGE = 'delivery-stereo.wav'

/** Codecs that no browser plays and the page does not decode. */
const UNPLAYABLE: ReadonlySet<string> = new Set(['amr', 'g722'])
const sides = (channels: 1 | 2) => (channels === 2 ? 'stereo' : 'mono')

/** Every way a recording can be, by a record of the group `!recordings`; what happens is its remark. */
export const RECORDING_CASES: readonly RecordingCase[] = [
  ...RECORDINGS.map(({ name, codec, channels }) =>
    sound(name, `Good: ${codec}, ${sides(channels)}`, name),
  ),
  ...CODEC_SAMPLES.map(({ name, codec, channels }) =>
    sound(
      name,
      `${UNPLAYABLE.has(codec) ? 'Unplayable' : 'Good'}: ${codec}, ${sides(channels)}`,
      name,
    ),
  ),
  sound('page-type.wav', 'Good: ms-adpcm, but called text/html', 'codecs/ms-adpcm.wav', {
    contentType: 'text/html',
  }),
  sound('gsm-no-range.wav', 'Good: gsm, but no Range', 'booking-gsm.wav', { ranges: false }),
  sound('no-range.wav', 'Good, but no Range: always the whole file', PLAIN, { ranges: false }),
  sound('octets.wav', 'Good, but called application/octet-stream', PLAIN, {
    contentType: 'application/octet-stream',
  }),
  sound('stall.wav', 'Stops after 64 KiB and stays silent', LARGE, { pace: 'stall' }),
  sound('drop.wav', 'Breaks off halfway', LARGE, { pace: 'drop' }),
  trouble('missing.wav', '404: never recorded', () => html(404, 'Not Found')),
  trouble('expired.wav', '410: kept for 45 days only', () => html(410, 'Gone')),
  trouble('forbidden.wav', '403: signature expired', () => html(403, 'Forbidden')),
  trouble('crash.wav', '500 at the source', () => html(500, 'Internal Server Error')),
  trouble('page.wav', 'An HTML page in its place', () => html(200, 'Sign in')),
  trouble('never.wav', 'Never answers', ({ signal }) => never(signal)),
  redirect('redirect-1.wav', 'Good after one redirect', `${CASE_FOLDER}/${PLAIN}`),
  redirect('redirect-2.wav', 'Good after two redirects', 'redirect-1.wav'),
  redirect('redirect-3.wav', 'Good after three redirects', 'redirect-2.wav'),
  redirect('redirect-4.wav', 'Good after four redirects', 'redirect-3.wav'),
  redirect('to-loopback.wav', 'Redirects to 127.0.0.1', `http://127.0.0.1${CASE_FOLDER}/${PLAIN}`),
  redirect('to-metadata.wav', 'Redirects to 169.254.169.254', 'http://169.254.169.254/latest/'),
  { ...sound(PLAIN, 'At a private address', PLAIN), path: 'http://10.0.0.5/x.wav' },
]

function sound(
  name: string,
  says: string,
  file: string,
  changes?: Partial<ServeOptions>,
): RecordingCase {
  const seconds = [...RECORDINGS, ...CODEC_SAMPLES].find((one) => one.name === file)?.seconds ?? 12
  return {
    path: `${CASE_FOLDER}/${name}`,
    says,
    seconds,
    answer: ({ serve }) => serve(file, changes),
  }
}

function trouble(name: string, says: string, answer: RecordingCase['answer']): RecordingCase {
  return { path: `${CASE_FOLDER}/${name}`, says, seconds: 12, answer }
}

function redirect(name: string, says: string, location: string): RecordingCase {
  return trouble(
    name,
    says,
    () => new Response(null, { status: 302, headers: { Location: location } }),
  )
}
