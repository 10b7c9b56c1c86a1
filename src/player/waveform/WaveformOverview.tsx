import { type PointerEvent, useState } from 'react'
import { placeStyle } from './place-within.ts'
import type { useView } from './use-view.ts'
import classes from './WaveformOverview.module.css'

interface WaveformOverviewProps {
  view: ReturnType<typeof useView>
  /** Length of the recording and where the sound is, in seconds. */
  length: number
  elapsed: number
}

/** Where in the recording the view is. A pointer drags it along, as it would a scroll bar. */
export function WaveformOverview({ view, length, elapsed }: WaveformOverviewProps) {
  /** Where the pointer was when the view last followed it, in pixels. */
  const [grip, setGrip] = useState<number | null>(null)
  const whole = { from: 0, to: length }
  const { from, to } = view.shown

  function down({ currentTarget, button, pointerId, clientX }: PointerEvent): void {
    if (button !== 0) return
    currentTarget.setPointerCapture(pointerId)
    setGrip(clientX)
    const { left, width } = currentTarget.getBoundingClientRect()
    const second = ((clientX - left) / Math.max(width, 1)) * length
    if (second < from || second > to) view.move(second - (from + to) / 2)
  }
  function drag({ currentTarget, clientX }: PointerEvent): void {
    if (grip === null) return
    view.move(((clientX - grip) / Math.max(currentTarget.clientWidth, 1)) * length)
    setGrip(clientX)
  }
  const letGo = () => setGrip(null)

  return (
    <div
      className={classes.root}
      aria-hidden
      onPointerDown={down}
      onPointerMove={drag}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <div className={classes.thumb} style={placeStyle(whole, view.shown)} />
      <div className={classes.head} style={placeStyle(whole, { from: elapsed, to: elapsed })} />
    </div>
  )
}
