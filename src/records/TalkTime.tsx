import { formatDuration } from '../i18n/duration.ts'
import classes from './TalkTime.module.css'

/** How long was talked, as a figure and as a bar against the longest talk of the page (seconds). */
export function TalkTime({ seconds, longest }: { seconds: number | null; longest: number }) {
  if (seconds === null) return null
  return (
    <span className={classes.talk}>
      {formatDuration(seconds)}
      {seconds > 0 && longest > 0 && (
        <span className={classes.bar} style={{ inlineSize: `${(seconds / longest) * 100}%` }} />
      )}
    </span>
  )
}
