import { formatDuration } from '../../i18n/duration.ts'
import type { LoopState } from '../loop/create-loop.ts'
import type { Stretch } from '../stretch.ts'
import { placeStyle, placeWithin } from './place-within.ts'
import classes from './WaveformLayer.module.css'

interface WaveformLayerProps {
  /** The stretch of the recording that is shown. All times are in seconds. */
  shown: Stretch
  /** Where the sound is. */
  elapsed: number
  /** Where the pointer is. */
  pointed: number | null
  /** The loop as it is, or as it is being drawn. */
  loop: LoopState
}

/** What lies over the waveform: the loop, where the sound is, the time under the pointer. */
export function WaveformLayer({ shown, elapsed, pointed, loop }: WaveformLayerProps) {
  const isShown = (second: number) => second >= shown.from && second <= shown.to
  const at = (from: number, to = from) => placeStyle(shown, { from, to })
  const { from, to } = loop
  return (
    <div className={classes.root} aria-hidden>
      {from !== null && to !== null && from < shown.to && to > shown.from && (
        <div className={classes.loop} style={at(from, to)} />
      )}
      {from !== null && to === null && isShown(from) && (
        <div className={classes.loop} data-open style={at(from)} />
      )}
      {isShown(elapsed) && <div className={classes.head} style={at(elapsed)} />}
      {pointed !== null && (
        <div className={classes.place} style={at(pointed)}>
          <bdi
            className={classes.time}
            data-side={placeWithin(shown, pointed) > 0.5 ? 'before' : 'after'}
          >
            {formatDuration(pointed)}
          </bdi>
        </div>
      )}
    </div>
  )
}
