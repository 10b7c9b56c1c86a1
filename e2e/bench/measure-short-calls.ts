import type { Browser } from '@playwright/test'
import { figureOf, type Section } from './figure.ts'
import { listen } from './listen.ts'
import { openCallboard } from './listening-page.ts'
import { type ListeningServers, viewOf } from './listening-servers.ts'
import { repeat, type Times } from './repeat.ts'

const TIMES: Times = { fewest: 5, most: 5, budgetMs: 0 }

interface Call {
  codec: string
  /** One of the simulator's recordings. */
  file: string
  /** The most its waveform may take after the first byte, in ms. */
  limitMs?: number
}

const CALLS: readonly Call[] = [
  { codec: 'PCM in WAV, 10 s', file: 'delivery-stereo.wav', limitMs: 100 },
  { codec: 'MP3, 59 s', file: 'payment-stereo-mp3.mp3' },
]

/** Calls of the usual length in the codecs there are. */
export async function measureShortCalls(
  browser: Browser,
  servers: ListeningServers,
): Promise<Section> {
  const figures: Section['figures'] = []
  for (const { codec, file, limitMs } of CALLS) {
    const heard = await repeat(TIMES, () =>
      listen(browser, {
        open: openCallboard,
        address: viewOf(servers, file),
        until: 'wholeAt',
        thenMs: 0,
      }),
    )
    const sound = heard.map(({ soundMs }) => soundMs)
    const drawn = heard.map(({ waveformMs, firstByteMs }) =>
      Number.isFinite(firstByteMs) ? waveformMs - firstByteMs : Number.POSITIVE_INFINITY,
    )
    figures.push(
      figureOf(`${codec}, first sound after the click`, 'ms', sound),
      figureOf(`${codec}, whole waveform after the first byte`, 'ms', drawn, limitMs),
    )
  }
  return {
    heading: 'Calls of the usual length',
    conditions:
      'of the simulator; the first byte is when the page has it, and not before the click: ' +
      'a recording begins to load while the pointer rests on its button',
    figures,
  }
}
