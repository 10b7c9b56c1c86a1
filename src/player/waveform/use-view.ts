import { useState } from 'react'
import {
  canZoomIn,
  holds,
  moveView,
  pageAt,
  shownOf,
  type View,
  ZOOMABLE,
  type Zoom,
  zoomView,
} from './view.ts'

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
