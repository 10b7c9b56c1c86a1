import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { useView } from '../listening.ts'
import type { TimeSpan } from '../time-span.ts'

/** Smallest distance of two fingers (px), because a zoom factor needs one. */
const MIN_DISTANCE_PX = 8

/** A pinch: the zoom factor, and the middle of the fingers before and after (px). */
interface PinchChange {
  factor: number
  before: number
  after: number
}

/** Tracks the pressed pointers by their horizontal position in pixels. */
export function createPinch() {
  const pointers = new Map<number, number>()
  /** From the second finger on, until the last one is lifted. */
  let isOn = false

  function measure() {
    const [first = 0, second = 0] = pointers.values()
    return {
      middle: (first + second) / 2,
      apart: Math.max(Math.abs(first - second), MIN_DISTANCE_PX),
    }
  }

  return {
    isOn: () => isOn,
    /** @returns the number of pressed pointers */
    down(pointer: number, x: number): number {
      pointers.set(pointer, x)
      isOn ||= pointers.size > 1
      return pointers.size
    },
    /** @returns `null` unless two fingers are down */
    move(pointer: number, x: number): PinchChange | null {
      if (!pointers.has(pointer) || pointers.size !== 2) return null
      const before = measure()
      pointers.set(pointer, x)
      const after = measure()
      return { factor: after.apart / before.apart, before: before.middle, after: after.middle }
    },
    /** @returns whether it was pressed */
    up(pointer: number): boolean {
      const wasDown = pointers.delete(pointer)
      if (pointers.size === 0) isOn = false
      return wasDown
    },
  }
}

/** Zoom per unit. A notch of a wheel is some 100 units, a pinch yields single ones. */
const ZOOM_PER_UNIT = 0.004
/** Units of a `deltaMode`: pixels, lines, pages. */
const UNITS = [1, 16, 400]

/** The part of a `WheelEvent` that is used. */
export type Turn = Pick<
  WheelEvent,
  'ctrlKey' | 'metaKey' | 'shiftKey' | 'deltaX' | 'deltaY' | 'deltaMode'
>

/**
 * Returns what a turn of the wheel does: zoom by a factor with Ctrl or Command, or move sideways by
 * pixels. Browsers send a pinch on a touchpad as Ctrl and wheel. `null` scrolls the page.
 */
export function wheelAction(turn: Turn): { factor: number } | { by: number } | null {
  const unit = UNITS[turn.deltaMode] ?? 1
  if (turn.ctrlKey || turn.metaKey) return { factor: Math.exp(-turn.deltaY * unit * ZOOM_PER_UNIT) }
  if (Math.abs(turn.deltaX) > Math.abs(turn.deltaY)) return { by: turn.deltaX * unit }
  return turn.shiftKey ? { by: turn.deltaY * unit } : null
}

interface GesturesOptions {
  view: ReturnType<typeof useView>
  /** Called with the span that was drawn with Shift. Its length may be 0. */
  onSpan: (span: TimeSpan) => void
}

/**
 * Handles the pointer on the seek bar beside its own drag: shows times, and draws a span with Shift.
 * Two fingers or a wheel zoom and move.
 */
export function useGestures({ view, onSpan }: GesturesOptions) {
  /** Position under the pointer, in seconds. */
  const [pointed, setPointed] = useState<number | null>(null)
  /** Start of the span that is being drawn, in seconds. */
  const [begun, setBegun] = useState<number | null>(null)
  const [pinch] = useState(createPinch)
  const slider = useRef<HTMLInputElement>(null)
  /** Whether the drag is a gesture. The slider then ignores its own drag. */
  const isGesture = useRef(false)
  const { from, to } = view.shown

  function placeOf(clientX: number): number {
    const { left, width } = slider.current?.getBoundingClientRect() ?? { left: 0, width: 0 }
    return Math.min(Math.max((clientX - left) / Math.max(width, 1), 0), 1)
  }
  const secondAt = (place: number) => from + place * (to - from)

  function down({ button, pointerId, clientX, shiftKey }: PointerEvent): void {
    if (button !== 0) return
    if (pinch.down(pointerId, clientX) > 1) leave()
    else if (shiftKey) setBegun(secondAt(placeOf(clientX)))
    isGesture.current = pinch.isOn() || shiftKey
  }
  function move({ pointerId, clientX }: PointerEvent): void {
    const change = pinch.move(pointerId, clientX)
    if (!change) {
      if (!pinch.isOn()) setPointed(secondAt(placeOf(clientX)))
      return
    }
    const at = secondAt(placeOf(change.before))
    view.zoom(change.factor, { at, place: placeOf(change.after) })
  }
  function up({ pointerId, clientX, pointerType }: PointerEvent): void {
    const wasPinch = pinch.isOn()
    // The slider's own event at the end of its drag comes after this one.
    if (pinch.up(pointerId)) setTimeout(() => (isGesture.current = pinch.isOn()))
    if (!wasPinch && begun !== null) {
      const second = secondAt(placeOf(clientX))
      onSpan({ from: Math.min(begun, second), to: Math.max(begun, second) })
    }
    setBegun(null)
    if (pointerType !== 'mouse') setPointed(null) // a finger leaves where it is lifted
  }
  function cancel({ pointerId }: PointerEvent): void {
    pinch.up(pointerId)
    leave()
  }
  function leave(): void {
    setPointed(null)
    setBegun(null)
  }

  const turn = useEffectEvent((event: WheelEvent) => {
    const asked = view.isOffered ? wheelAction(event) : null
    if (!asked || ('by' in asked && !view.view)) return
    event.preventDefault() // the browser would zoom the page, or go back
    if ('factor' in asked) view.zoom(asked.factor, { at: secondAt(placeOf(event.clientX)) })
    else view.move((asked.by / Math.max(slider.current?.clientWidth ?? 1, 1)) * (to - from))
  })
  useEffect(() => {
    // React's listener for wheel events is passive and cannot prevent the default.
    const node = slider.current
    const listener = (event: WheelEvent) => turn(event)
    node?.addEventListener('wheel', listener, { passive: false })
    return () => node?.removeEventListener('wheel', listener)
  }, [])

  return {
    slider,
    isGesture,
    pointed,
    drawn:
      begun === null || pointed === null
        ? null
        : { from: Math.min(begun, pointed), to: Math.max(begun, pointed) },
    handlers: {
      onPointerDown: down,
      onPointerMove: move,
      onPointerUp: up,
      onPointerCancel: cancel,
      onPointerLeave: leave,
    },
  }
}
