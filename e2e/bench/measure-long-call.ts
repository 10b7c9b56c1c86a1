import type { Browser } from '@playwright/test'
import { figureOf, ratioOf, type Section } from './figure.ts'
import { HOUR_BYTES } from './hour-recording.ts'
import { listedRecording } from './listed-recording.ts'
import { type Heard, type ListenOptions, listen, listenForTasks } from './listen.ts'
import { openBareAudio, openCallboard, openWavesurfer } from './listening-page.ts'
import { type ListeningServers, viewOf } from './listening-servers.ts'
import { repeat, type Times } from './repeat.ts'

const TIMES: Times = { fewest: 5, most: 5, budgetMs: 0 }
/** wavesurfer.js takes long, and has no limit to keep to. */
const FEWER: Times = { fewest: 3, most: 3, budgetMs: 0 }
const FILE = 'hour.wav'
/** How long it plays on after its waveform, in ms. */
const PLAYS_MS = 2_000

/** A listening, and another for its longest task. */
interface Round extends Heard {
  taskMs: number
}

async function listenTwice(browser: Browser, options: ListenOptions): Promise<Round> {
  const heard = await listen(browser, options)
  return { ...heard, taskMs: await listenForTasks(browser, options) }
}

/** An hour's call: its first sound, its waveform, and what they cost, beside what others do. */
export async function measureLongCall(
  browser: Browser,
  servers: ListeningServers,
): Promise<Section> {
  const { callboard } = servers
  const address = callboard.origin + (await listedRecording(callboard.origin, FILE))
  const own: ListenOptions = {
    open: openCallboard,
    address: viewOf(servers, FILE),
    until: 'wholeAt',
    thenMs: PLAYS_MS,
  }
  const bare: ListenOptions = { ...own, open: openBareAudio, address, until: 'soundedAt' }
  const other: ListenOptions = { ...own, open: openWavesurfer, address, thenMs: 0 }
  for (const options of [bare, own]) await listen(browser, { ...options, thenMs: 0 })
  const rounds = await repeat(TIMES, async () => {
    const byBare = await listen(browser, bare)
    return { byBare, byOwn: await listenTwice(browser, own) }
  })
  const byOther = await repeat(FEWER, () => listenTwice(browser, other))
  const byOwn = rounds.map((round) => round.byOwn)
  const byBare = rounds.map((round) => round.byBare)
  const of = <Key extends string>(key: Key, all: readonly Record<Key, number>[]) =>
    all.map((one) => one[key])
  const sound = figureOf('first sound after the click', 'ms', of('soundMs', byOwn), 150)
  const bareSound = figureOf('bare audio element, first sound', 'ms', of('soundMs', byBare))
  const figures = [
    sound,
    bareSound,
    ratioOf('first sound, times the bare element’s', sound, bareSound, 1.2),
    figureOf('whole waveform after the click', 'ms', of('waveformMs', byOwn), 2_000),
    figureOf('wavesurfer.js, ready', 'ms', of('waveformMs', byOther)),
    figureOf('most memory above idle', 'MB', of('addedMb', byOwn), 64),
    figureOf('bare audio element, most memory above idle', 'MB', of('addedMb', byBare)),
    figureOf('wavesurfer.js, most memory above idle', 'MB', of('addedMb', byOther)),
    figureOf('longest main-thread task', 'ms', of('taskMs', byOwn), 50),
    figureOf('wavesurfer.js, longest main-thread task', 'ms', of('taskMs', byOther)),
  ]
  return {
    heading: `An hour's call, stereo, ${(HOUR_BYTES / 1e6).toFixed(1)} MB`,
    conditions: `PCM in WAV; memory is the renderer's, until ${PLAYS_MS / 1000} s after the waveform`,
    figures: figures.filter(({ median }) => !Number.isNaN(median)),
  }
}
