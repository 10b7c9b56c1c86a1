import { useFormatter } from 'use-intl'
import classes from './columns.module.css'

/** A time of a call in the account's zone. `full` adds the year. */
export function CallTime({
  iso,
  timeZone,
  full = false,
}: {
  iso: string | null
  timeZone: string
  full?: boolean
}) {
  const format = useFormatter()
  if (!iso) return null
  return (
    <time dateTime={iso} className={classes.digits}>
      {format.dateTime(new Date(iso), {
        ...(full && { year: 'numeric' }),
        month: 'short',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone,
      })}
    </time>
  )
}
