import type { Stretch } from '../stretch.ts'
import { laneColumns, loudestWithin } from './lane-columns.ts'
import type { Peaks } from './peaks.ts'

/** Width of a column and of the gap after it, in CSS pixels. */
const BAR = 2
const GAP = 1
/** A quiet recording is drawn larger, but its noise is not made to look like speech. */
const LEAST_FULL_HEIGHT = 32
/** How much of its colour is left to what will be skipped. */
const SKIPPED_ALPHA = 0.3

/** What there is to see. */
export interface Picture {
  peaks: Peaks
  /** The stretch of the recording that fills the canvas. */
  shown: Stretch
  /** Seconds played. */
  elapsed: number
  /** Stretches that will not be heard, in order, apart. */
  skipped: readonly Stretch[]
}

/**
 * Draws the peaks over the whole of `canvas`, as sharp as the screen is. The colours are the
 * style's: `color` for what was played, `border-color` for the rest.
 */
export function drawPeaks(canvas: HTMLCanvasElement, picture: Picture): void {
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
  const lanes = laneColumns(peaks, { shown, columns })
  const perColumn = (shown.to - shown.from) / columns
  const isSkipped = Array.from({ length: columns }, (_, column) =>
    isWithin(skipped, shown.from + (column + 0.5) * perColumn),
  )
  const loudest = loudestOf(peaks)
  const laneHeight = height / lanes.length
  for (const [index, lane] of lanes.entries()) {
    const middle = laneHeight * (index + 0.5)
    for (const [column, size] of lane.entries()) {
      if (size === null) continue
      const bar = Math.max(1, (size / loudest) * (laneHeight - 2))
      const path = isSkipped[column] ? paths.skipped : paths.heard
      path.rect(column * (BAR + GAP), middle - bar / 2, BAR, bar)
    }
  }
  return paths
}

/** By the whole recording, so that nothing changes its height when it is looked at more closely. */
function loudestOf({ lanes }: Peaks): number {
  return Math.max(LEAST_FULL_HEIGHT, ...lanes.map((lane) => loudestWithin(lane, 0, lane.length)))
}

function isWithin(stretches: readonly Stretch[], second: number): boolean {
  return stretches.some(({ from, to }) => from <= second && second < to)
}
