import { useComputedColorScheme } from '@mantine/core'
import { type RefObject, useEffect } from 'react'
import type { TimeSpan } from '../time-span.ts'
import type { Peaks } from './analysis.ts'

interface Shown {
  /** The time span in view, in seconds. */
  shown: TimeSpan
  /** The number of columns to draw. */
  columns: number
}

/** The loudest bin of each column, from 0 to 255; `null` if it is not known. */
type Columns = (number | null)[]

/** Returns the columns of each channel. */
export function channelColumns(
  { channels, secondsPerBin }: Peaks,
  { shown, columns }: Shown,
): Columns[] {
  const perColumn = (shown.to - shown.from) / columns
  return channels.map((channel) =>
    Array.from({ length: columns }, (_, column) => {
      const from = shown.from + column * perColumn
      const first = Math.floor(from / secondsPerBin + 1e-6) // 3 × 0.1 is not exactly 0.3
      const end = Math.max(Math.ceil((from + perColumn) / secondsPerBin - 1e-6), first + 1)
      return first < channel.length ? loudestWithin(channel, first, end) : null
    }),
  )
}

/** Returns the loudest bin from `first` up to `end`. A loop, because an hour has 180,000 bins. */
function loudestWithin(channel: Uint8Array, first: number, end: number): number {
  let loudest = 0
  const last = Math.min(end, channel.length)
  for (let bin = first; bin < last; bin += 1) {
    const size = channel[bin] as number
    if (size > loudest) loudest = size
  }
  return loudest
}

/** Width of a column and of the gap after it, in CSS pixels. */
const BAR = 2
const GAP = 1
/** Half of the gap between two channels, in CSS pixels. */
const LANE_GAP = 1
/** A quieter recording does not fill the height, because its noise would look like speech. */
const LEAST_FULL_HEIGHT = 32
/** Opacity of what has not played. */
const UNPLAYED_ALPHA = 0.46

interface Picture {
  peaks: Peaks
  /** The time span that fills the canvas, in seconds. */
  shown: TimeSpan
  /** Seconds played. */
  elapsed: number
  silences: readonly TimeSpan[]
  /** Whether the second channel is drawn above the first. */
  isSwapped: boolean
}

/**
 * Draws the peaks on the whole `canvas` in device pixels: one channel of two upwards, the other
 * downwards. The style sets the colours `--up`, `--down` and `--silence`.
 */
function drawPeaks(canvas: HTMLCanvasElement, picture: Picture): void {
  const context = canvas.getContext('2d')
  const { clientWidth: width, clientHeight: height } = canvas
  const { from, to } = picture.shown
  if (!context || width === 0 || to <= from) return
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  context.scale(canvas.width / width, canvas.height / height)

  const style = getComputedStyle(canvas)
  const xOf = (second: number) => ((second - from) / (to - from)) * width
  context.fillStyle = style.getPropertyValue('--silence')
  for (const silence of picture.silences)
    context.fillRect(xOf(silence.from), 0, xOf(silence.to) - xOf(silence.from), height)

  const [up, down] = barsOf(picture, { width, height })
  const played = xOf(picture.elapsed)
  for (const [alpha, left, right] of [
    [1, 0, played],
    [UNPLAYED_ALPHA, played, width],
  ] as const) {
    context.save()
    context.beginPath()
    context.rect(left, 0, Math.max(right - left, 0), height)
    context.clip()
    context.globalAlpha = alpha
    context.fillStyle = style.getPropertyValue('--up')
    context.fill(up)
    context.fillStyle = style.getPropertyValue('--down')
    context.fill(down)
    context.restore()
  }
}

/** Returns the bars above and below the middle. A single channel has both halves of its bars above. */
function barsOf(
  { peaks, shown, isSwapped }: Picture,
  { width, height }: { width: number; height: number },
): [up: Path2D, down: Path2D] {
  const paths: [Path2D, Path2D] = [new Path2D(), new Path2D()]
  const columns = Math.max(1, Math.floor(width / (BAR + GAP)))
  const rows = channelColumns(peaks, { shown, columns })
  const [up = [], down] = isSwapped ? rows.toReversed() : rows
  const middle = height / 2
  const half = (size: number) => Math.max(0.5, (size / loudest) * (middle - 2))
  const loudest = loudestOf(peaks)
  for (const [column, size] of up.entries()) {
    if (size === null) continue
    const x = column * (BAR + GAP)
    const other = down?.[column] ?? null
    if (other === null) paths[0].rect(x, middle - half(size), BAR, 2 * half(size))
    else {
      paths[0].rect(x, middle - LANE_GAP - half(size), BAR, half(size))
      paths[1].rect(x, middle + LANE_GAP, BAR, half(other))
    }
  }
  return paths
}

/** Measures the whole recording, so that zooming does not change the heights. */
function loudestOf({ channels }: Peaks): number {
  return Math.max(
    LEAST_FULL_HEIGHT,
    ...channels.map((channel) => loudestWithin(channel, 0, channel.length)),
  )
}

type Drawing = Omit<Picture, 'peaks' | 'shown'> & {
  peaks: Picture['peaks'] | null
  from: number
  to: number
}

/** Draws on a canvas whenever what it shows, its size or the colours change. */
export function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  { peaks, from, to, elapsed, silences, isSwapped }: Drawing,
): void {
  const scheme = useComputedColorScheme()

  useEffect(() => {
    const element = canvas.current
    if (!element || !peaks || !scheme) return
    // The observer also fires at the start of the next frame, when size and colours are final.
    const observer = new ResizeObserver(() => {
      drawPeaks(element, { peaks, shown: { from, to }, elapsed, silences, isSwapped })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [canvas, peaks, from, to, elapsed, silences, isSwapped, scheme])
}
