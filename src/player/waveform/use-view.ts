import { type CSSProperties, useState } from 'react'
import type { TimeSpan } from '../time-span.ts'

/** Where a second is in a stretch, from 0 at its start to 1 at its end, or outside of that. */
export function placeWithin({ from, to }: TimeSpan, second: number): number {
  return (second - from) / Math.max(to - from, Number.EPSILON)
}

/** The custom properties `--from` and `--to` by which a style places what lies over the waveform. */
export function placeStyle(shown: TimeSpan, { from, to }: TimeSpan): CSSProperties {
  const percent = (second: number) =>
    `${Math.min(Math.max(placeWithin(shown, second), 0), 1) * 100}%`
  return { '--from': percent(from), '--to': percent(to) } as CSSProperties
}

/** The part of a recording that is looked at; `null` where it is the whole. */
export type View = TimeSpan | null

/** Shorter recordings (s) show all there is without zoom. */
const ZOOMABLE = 30
/** The shortest part (s) that is looked at: some 40 ms a bar. */
const SHORTEST = 8
/** Part of a page that is before the sound, so that the eye finds its place. */
const LEAD = 0.05

/** The stretch that `view` shows of a recording of `total` seconds. */
function shownOf(view: View, total: number): TimeSpan {
  return view ?? { from: 0, to: total }
}

/** Whether zooming in shows anything more. */
export function canZoomIn(view: View, total: number): boolean {
  const { from, to } = shownOf(view, total)
  return total > ZOOMABLE && to - from > SHORTEST
}

interface Zoom {
  /** Length of the recording, in seconds. */
  total: number
  /** How many times larger things get; under 1 they get smaller. */
  factor: number
  /** The second to zoom at. */
  at: number
  /** Where it comes to stand, from 0 to 1; where it is, if not said. */
  place?: number
}

/** Zooms `view` at a point of it. */
export function zoomView(view: View, { total, factor, at, place }: Zoom): View {
  if (total <= ZOOMABLE) return null
  const { from, to } = shownOf(view, total)
  const span = Math.max((to - from) / factor, SHORTEST)
  return viewOf(at - (place ?? (at - from) / (to - from)) * span, span, total)
}

/** Moves `view` by so many seconds, as far as the recording goes. */
export function moveView(view: View, { total, by }: { total: number; by: number }): View {
  return view && viewOf(view.from + by, view.to - view.from, total)
}

interface Around {
  /** Length of the recording, in seconds. */
  total: number
  /** Where the sound is, in seconds. */
  elapsed: number
}

/** Whether the sound is in `view`; at the very end it still is. */
export function holds(view: View, { total, elapsed }: Around): boolean {
  if (!view) return true
  return elapsed >= view.from && (elapsed < view.to || view.to >= total)
}

/** The page of `view`'s length that begins a little before the sound. */
export function pageAt(view: View, { total, elapsed }: Around): View {
  if (!view) return null
  const span = view.to - view.from
  return viewOf(elapsed - span * LEAD, span, total)
}

function viewOf(from: number, span: number, total: number): View {
  if (span >= total) return null
  const start = Math.min(Math.max(from, 0), total - span)
  return { from: start, to: start + span }
}

/**
 * The part of the recording that is looked at. It follows the sound page by page, until it is moved
 * away from it, and again once the two meet.
 * @param length of the recording in seconds; 0 where it is not known
 * @param elapsed seconds played
 */
export function useView(length: number, elapsed: number) {
  const [{ view, isAway }, setChosen] = useState({ view: null as View, isAway: false })
  const around = { total: length, elapsed }
  const isMet = holds(view, around)
  if (isAway && isMet) setChosen({ view, isAway: false })
  if (!isAway && !isMet) setChosen({ view: pageAt(view, around), isAway: false })

  function change(next: (view: View) => View): void {
    setChosen((chosen) => {
      const changed = next(chosen.view)
      return { view: changed, isAway: !holds(changed, around) }
    })
  }

  const shown = shownOf(view, length)
  return {
    view,
    shown,
    isOffered: length > ZOOMABLE,
    canZoomIn: canZoomIn(view, length),
    /** Zooms at a second; where none is said at the sound if it is seen, else in the middle. */
    zoom(factor: number, { at, place }: Partial<Pick<Zoom, 'at' | 'place'>> = {}): void {
      const middle = isMet ? elapsed : (shown.from + shown.to) / 2
      const where = { at: at ?? middle, ...(place !== undefined && { place }) }
      change((view) => zoomView(view, { total: length, factor, ...where }))
    },
    /** Moves by so many seconds. */
    move(by: number): void {
      change((view) => moveView(view, { total: length, by }))
    },
  }
}
