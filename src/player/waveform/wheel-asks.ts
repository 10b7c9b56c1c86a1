/** How much closer one unit comes; a notch of a wheel is some 100 units, a pinch gives single ones. */
const ZOOM_PER_UNIT = 0.004
/** Units of a wheel that counts pixels, lines or pages. */
const UNITS = [1, 16, 400]

/** The part of a `WheelEvent` that says what was done. */
export type Turn = Pick<
  WheelEvent,
  'ctrlKey' | 'metaKey' | 'shiftKey' | 'deltaX' | 'deltaY' | 'deltaMode'
>

/**
 * What turning a wheel asks for: larger by a factor, with Ctrl or Command, which is what browsers
 * make of a pinch on a touchpad; or sideways by so many pixels. `null` for what scrolls the page.
 */
export function wheelAsks(turn: Turn): { factor: number } | { by: number } | null {
  const unit = UNITS[turn.deltaMode] ?? 1
  if (turn.ctrlKey || turn.metaKey) return { factor: Math.exp(-turn.deltaY * unit * ZOOM_PER_UNIT) }
  if (Math.abs(turn.deltaX) > Math.abs(turn.deltaY)) return { by: turn.deltaX * unit }
  return turn.shiftKey ? { by: turn.deltaY * unit } : null
}
