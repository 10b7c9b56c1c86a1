import type { CSSProperties } from 'react'
import { createStore } from 'zustand/vanilla'
import { patch, type ReadableStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import type { TimeSpan } from '../time-span.ts'

/** Returns the relative position of a second in a span: 0 at its start, 1 at its end. */
export function placeWithin({ from, to }: TimeSpan, second: number): number {
  return (second - from) / Math.max(to - from, Number.EPSILON)
}

/** Returns the custom properties `--from` and `--to`, which position overlays on the waveform. */
export function placeStyle(shown: TimeSpan, { from, to }: TimeSpan): CSSProperties {
  const percent = (second: number) =>
    `${Math.min(Math.max(placeWithin(shown, second), 0), 1) * 100}%`
  return { '--from': percent(from), '--to': percent(to) } as CSSProperties
}

/** The span in view; `null` is the complete recording. */
export type View = TimeSpan | null

/** Shorter recordings (s) have no zoom. */
export const ZOOMABLE = 30
/** The shortest view (s): some 40 ms for each bar. */
const SHORTEST = 8
/** Share of the view before the playback position when the view follows it. */
const LEAD = 0.05

/** Returns the span that `view` shows of a recording of `total` seconds. */
export function shownOf(view: View, total: number): TimeSpan {
  return view ?? { from: 0, to: total }
}

/** Whether the view can become shorter. */
export function canZoomIn(view: View, total: number): boolean {
  const { from, to } = shownOf(view, total)
  return total > ZOOMABLE && to - from > SHORTEST
}

interface Zoom {
  /** Length of the recording, in seconds. */
  total: number
  /** Zoom factor; below 1 it zooms out. */
  factor: number
  /** The second that the zoom is centred on. */
  at: number
  /** Its relative position after the zoom, from 0 to 1. By default it stays in place. */
  place?: number
}

/** Zooms `view` around a second. */
export function zoomView(view: View, { total, factor, at, place }: Zoom): View {
  if (total <= ZOOMABLE) return null
  const { from, to } = shownOf(view, total)
  const span = Math.max((to - from) / factor, SHORTEST)
  return viewOf(at - (place ?? (at - from) / (to - from)) * span, span, total)
}

/** Moves `view` by seconds, within the recording. */
export function moveView(view: View, { total, by }: { total: number; by: number }): View {
  return view && viewOf(view.from + by, view.to - view.from, total)
}

interface Around {
  /** Length of the recording, in seconds. */
  total: number
  /** Playback position, in seconds. */
  elapsed: number
}

/** Whether `view` contains the playback position. The end of the recording counts. */
export function holds(view: View, { total, elapsed }: Around): boolean {
  if (!view) return true
  return elapsed >= view.from && (elapsed < view.to || view.to >= total)
}

/** Returns a view of the same length that begins shortly before the playback position. */
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

/** The view of the waveform, and whether the user has moved it away from the playback position. */
interface ChosenView {
  readonly view: View
  readonly isAway: boolean
}

/** Zooms and moves the view of the open recording. */
export interface WaveformView extends ReadableStore<ChosenView> {
  /** Zooms at a second. By default at the playback position if in view, or else in the middle. */
  zoom: (factor: number, where?: Partial<Pick<Zoom, 'at' | 'place'>>) => void
  /** Moves by seconds. */
  move: (by: number) => void
}

const WHOLE: ChosenView = { view: null, isAway: false }

/**
 * Creates the view. It follows playback page by page. Once moved away, it stays until playback
 * enters it again. Another call shows its complete recording.
 */
export function createWaveformView(player: Player): WaveformView {
  const store = createStore(() => WHOLE)
  let callId = player.getState().call?.id

  function around(): Around {
    const { total, elapsed } = player.getState()
    return { total: total ?? 0, elapsed }
  }
  function change(view: View): void {
    patch(store, { view, isAway: !holds(view, around()) })
  }

  player.subscribe(() => {
    const { call } = player.getState()
    const { view, isAway } = call?.id === callId ? store.getState() : WHOLE
    callId = call?.id
    const isMet = holds(view, around())
    patch(store, {
      view: isMet || isAway ? view : pageAt(view, around()),
      isAway: isAway && !isMet,
    })
  })

  return {
    ...store,
    zoom(factor, { at, place } = {}) {
      const { total, elapsed } = around()
      const { view } = store.getState()
      const shown = shownOf(view, total)
      const middle = holds(view, around()) ? elapsed : (shown.from + shown.to) / 2
      change(
        zoomView(view, { total, factor, at: at ?? middle, ...(place !== undefined && { place }) }),
      )
    },
    move: (by) => change(moveView(store.getState().view, { total: around().total, by })),
  }
}
