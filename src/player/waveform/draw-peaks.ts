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
/** A quieter recording does not fill the height, because its noise would look like speech. */
const LEAST_FULL_HEIGHT = 32
/** Opacity of silence that will be skipped. */
const SKIPPED_ALPHA = 0.3

interface Picture {
  peaks: Peaks
  /** The time span that fills the canvas, in seconds. */
  shown: TimeSpan
  /** Seconds played. */
  elapsed: number
  /** Silences that will be skipped, in order and without overlaps. */
  skipped: readonly TimeSpan[]
}

/**
 * Draws the peaks on the whole `canvas` in device pixels. The style sets the colours: `color` for
 * the played part, `border-color` for the rest.
 */
function drawPeaks(canvas: HTMLCanvasElement, picture: Picture): void {
  const context = canvas.getContext('2d')
  const { clientWidth: width, clientHeight: height } = canvas
  const { from, to } = picture.shown
  if (!context || width === 0 || to <= from) return
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  context.scale(canvas.width / width, canvas.height / height)

  const { heard, skipped } = barsOf(picture, { width, height })
  const { color, borderTopColor } = getComputedStyle(canvas)
  const played = ((picture.elapsed - from) / (to - from)) * width
  for (const [fillStyle, left, right] of [
    [color, 0, played],
    [borderTopColor, played, width],
  ] as const) {
    context.save()
    context.beginPath()
    context.rect(left, 0, Math.max(right - left, 0), height)
    context.clip()
    context.fillStyle = fillStyle
    context.fill(heard)
    context.globalAlpha = SKIPPED_ALPHA
    context.fill(skipped)
    context.restore()
  }
}

function barsOf(
  { peaks, shown, skipped }: Picture,
  { width, height }: { width: number; height: number },
): { heard: Path2D; skipped: Path2D } {
  const paths = { heard: new Path2D(), skipped: new Path2D() }
  const columns = Math.max(1, Math.floor(width / (BAR + GAP)))
  const rows = channelColumns(peaks, { shown, columns })
  const perColumn = (shown.to - shown.from) / columns
  const isSkipped = Array.from({ length: columns }, (_, column) =>
    isWithin(skipped, shown.from + (column + 0.5) * perColumn),
  )
  const loudest = loudestOf(peaks)
  const rowHeight = height / rows.length
  for (const [index, channel] of rows.entries()) {
    const middle = rowHeight * (index + 0.5)
    for (const [column, size] of channel.entries()) {
      if (size === null) continue
      const bar = Math.max(1, (size / loudest) * (rowHeight - 2))
      const path = isSkipped[column] ? paths.skipped : paths.heard
      path.rect(column * (BAR + GAP), middle - bar / 2, BAR, bar)
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

function isWithin(spans: readonly TimeSpan[], second: number): boolean {
  return spans.some(({ from, to }) => from <= second && second < to)
}

type Drawing = Omit<Picture, 'peaks' | 'shown'> & {
  peaks: Picture['peaks'] | null
  from: number
  to: number
}

/** Draws on a canvas whenever what it shows, its size or the colours change. */
export function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  { peaks, from, to, elapsed, skipped }: Drawing,
): void {
  const scheme = useComputedColorScheme()

  useEffect(() => {
    const element = canvas.current
    if (!element || !peaks || !scheme) return
    // The observer also fires at the start of the next frame, when size and colours are final.
    const observer = new ResizeObserver(() => {
      drawPeaks(element, { peaks, shown: { from, to }, elapsed, skipped })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [canvas, peaks, from, to, elapsed, skipped, scheme])
}
