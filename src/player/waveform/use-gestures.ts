import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { TimeSpan } from '../time-span.ts'
import type { useView } from './use-view.ts'

/** Fingers closer than this (px) do not tell how much larger. */
const LEAST_APART = 8

/** What moving two fingers did: how much larger, and from where to where their middle went (px). */
interface PinchChange {
  factor: number
  before: number
  after: number
}

/** Follows pointers that are down, by where they are from left to right, in pixels. */
export function createPinch() {
  const pointers = new Map<number, number>()
  /** From the second finger on, until the last one is lifted. */
  let isOn = false

  function measure() {
    const [first = 0, second = 0] = pointers.values()
    return {
      middle: (first + second) / 2,
      apart: Math.max(Math.abs(first - second), LEAST_APART),
    }
  }

  return {
    isOn: () => isOn,
    /** @returns how many are down now */
    down(pointer: number, x: number): number {
      pointers.set(pointer, x)
      isOn ||= pointers.size > 1
      return pointers.size
    },
    /** @returns `null` where no two fingers were moved */
    move(pointer: number, x: number): PinchChange | null {
      if (!pointers.has(pointer) || pointers.size !== 2) return null
      const before = measure()
      pointers.set(pointer, x)
      const after = measure()
      return { factor: after.apart / before.apart, before: before.middle, after: after.middle }
    },
    /** @returns whether it had been down */
    up(pointer: number): boolean {
      const wasDown = pointers.delete(pointer)
      if (pointers.size === 0) isOn = false
      return wasDown
    },
  }
}

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

interface GesturesOptions {
  view: ReturnType<typeof useView>
  /** A second was chosen to go to. */
  onSeek: (seconds: number) => void
  /** A stretch was drawn over; where nothing was drawn over, it has no length. */
  onSpan: (stretch: TimeSpan) => void
}

/**
 * What a pointer can do on the waveform: look at times, seek at the end of a drag, draw a stretch
 * with Shift, zoom and move with two fingers or a wheel.
 */
export function useGestures({ view, onSeek, onSpan }: GesturesOptions) {
  /** Where the pointer is, in seconds. */
  const [pointed, setPointed] = useState<number | null>(null)
  /** Where the stretch that is being drawn began, in seconds. */
  const [begun, setBegun] = useState<number | null>(null)
  const [pinch] = useState(createPinch)
  const surface = useRef<HTMLCanvasElement>(null)
  const { from, to } = view.shown

  function placeOf(clientX: number): number {
    const { left, width } = surface.current?.getBoundingClientRect() ?? { left: 0, width: 0 }
    return Math.min(Math.max((clientX - left) / Math.max(width, 1), 0), 1)
  }
  const secondAt = (place: number) => from + place * (to - from)

  function down(event: PointerEvent): void {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { pointerId, clientX } = event
    if (pinch.down(pointerId, clientX) > 1) leave()
    else if (event.shiftKey) setBegun(secondAt(placeOf(clientX)))
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
  function up(event: PointerEvent): void {
    const { pointerId, clientX, pointerType } = event
    const wasPinch = pinch.isOn()
    if (!pinch.up(pointerId) || wasPinch) return
    const second = secondAt(placeOf(clientX))
    if (begun === null) onSeek(second)
    else onSpan({ from: Math.min(begun, second), to: Math.max(begun, second) })
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
    const asked = view.isOffered ? wheelAsks(event) : null
    if (!asked || ('by' in asked && !view.view)) return
    event.preventDefault() // the page would zoom, or go back
    if ('factor' in asked) view.zoom(asked.factor, { at: secondAt(placeOf(event.clientX)) })
    else view.move((asked.by / Math.max(surface.current?.clientWidth ?? 1, 1)) * (to - from))
  })
  useEffect(() => {
    // React's own listener for wheels cannot keep the browser from what it would do.
    const node = surface.current
    const listener = (event: WheelEvent) => turn(event)
    node?.addEventListener('wheel', listener, { passive: false })
    return () => node?.removeEventListener('wheel', listener)
  }, [])

  return {
    surface,
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
