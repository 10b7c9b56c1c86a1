import { laneColumns } from './lane-columns.ts'
import type { Peaks } from './peaks.ts'

/** Width of a column and of the gap after it, in CSS pixels. */
const BAR = 2
const GAP = 1
/** A quiet recording is drawn larger, but its noise is not made to look like speech. */
const LEAST_FULL_HEIGHT = 32

/**
 * Draws the peaks over the whole of `canvas`, as sharp as the screen is. The colours are the
 * style's: `color` for what was played, `border-color` for the rest.
 * @param seconds length of the recording
 * @param elapsed seconds played
 */
export function drawPeaks(
  canvas: HTMLCanvasElement,
  { peaks, seconds, elapsed }: { peaks: Peaks; seconds: number; elapsed: number },
): void {
  const context = canvas.getContext('2d')
  const { clientWidth: width, clientHeight: height } = canvas
  if (!context || width === 0 || seconds <= 0) return
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  context.scale(canvas.width / width, canvas.height / height)

  const bars = barsOf(peaks, { seconds, width, height })
  const { color, borderTopColor } = getComputedStyle(canvas)
  const played = (elapsed / seconds) * width
  for (const [fillStyle, from, to] of [
    [color, 0, played],
    [borderTopColor, played, width],
  ] as const) {
    context.save()
    context.beginPath()
    context.rect(from, 0, Math.max(to - from, 0), height)
    context.clip()
    context.fillStyle = fillStyle
    context.fill(bars)
    context.restore()
  }
}

function barsOf(
  { lanes, secondsPerBin }: Peaks,
  { seconds, width, height }: { seconds: number; width: number; height: number },
): Path2D {
  const path = new Path2D()
  const columns = Math.max(1, Math.floor(width / (BAR + GAP)))
  const heights = lanes.map((lane) => laneColumns(lane, { secondsPerBin, seconds, columns }))
  const loudest = Math.max(LEAST_FULL_HEIGHT, ...heights.flat())
  const laneHeight = height / lanes.length
  for (const [index, lane] of heights.entries()) {
    const middle = laneHeight * (index + 0.5)
    for (const [column, size] of lane.entries()) {
      const bar = Math.max(1, (size / loudest) * (laneHeight - 2))
      path.rect(column * (BAR + GAP), middle - bar / 2, BAR, bar)
    }
  }
  return path
}
