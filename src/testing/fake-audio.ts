import type { AudioElement } from '../player/player-state.ts'

/** A fake audio element. It changes only by its methods and by `happen`. */
export class FakeAudio extends EventTarget implements AudioElement {
  currentTime = 0
  duration = Number.NaN
  paused = true
  ended = false
  error: MediaError | null = null
  readyState = 0
  defaultPlaybackRate = 1
  playbackRate = 1
  preservesPitch = false
  muted = false
  volume = 1
  preload: HTMLAudioElement['preload'] = ''
  loads = 0
  #src = ''
  /** The error that refuses the next play, if any. */
  refusal: DOMException | null = null
  seekableEnd = 0
  ranges: readonly (readonly [number, number])[] = []
  playedRanges: readonly (readonly [number, number])[] = []

  get src(): string {
    return this.#src
  }

  /** A new source resets the element, as in the HTML standard. */
  set src(src: string) {
    this.#src = src
    const playbackRate = this.defaultPlaybackRate
    const nothing = { currentTime: 0, duration: Number.NaN, readyState: 0, error: null }
    Object.assign(this, nothing, { paused: true, ended: false, playbackRate, playedRanges: [] })
  }

  get buffered(): TimeRanges {
    return timeRanges(this.ranges)
  }

  get played(): TimeRanges {
    return timeRanges(this.playedRanges)
  }

  get seekable(): TimeRanges {
    return timeRanges([[0, this.seekableEnd]])
  }

  play(): Promise<void> {
    if (this.refusal) return Promise.reject(this.refusal)
    this.paused = false
    this.happen('play')
    return Promise.resolve()
  }

  pause(): void {
    this.paused = true
    this.happen('pause')
  }

  load(): void {
    this.loads += 1
    this.paused = true
  }

  removeAttribute(name: string): void {
    if (name === 'src') this.#src = ''
  }

  /** Sets what changed, then fires the event. */
  happen(event: string, change: Partial<FakeAudio> = {}): void {
    Object.assign(this, change)
    this.dispatchEvent(new Event(event))
  }

  /** Starts the playback. */
  sound(duration = 120): void {
    this.happen('playing', { duration, seekableEnd: duration, readyState: 4, ended: false })
  }

  /** Fails with the code of a `MediaError`. */
  fail(code: number): void {
    this.happen('error', { error: { code } as MediaError })
  }
}

function timeRanges(ranges: FakeAudio['ranges']): TimeRanges {
  const at = (index: number, side: 0 | 1) => ranges[index]?.[side] ?? Number.NaN
  return { length: ranges.length, start: (index) => at(index, 0), end: (index) => at(index, 1) }
}
