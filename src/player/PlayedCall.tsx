import { useFormatter, useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { Player } from './create-player.ts'
import classes from './PlayedCall.module.css'
import { usePlayer } from './use-player.ts'

/** The parties, the agent and the start of the open call, and whether it still loads. */
export function PlayedCall({
  player,
  call,
  timeZone,
}: {
  player: Player
  call: CallRecord
  /** IANA time zone of the account. */
  timeZone: string
}) {
  const t = useTranslations('player')
  const time = useStartTime(call.startedAt, timeZone)
  return (
    <div
      className={classes.root}
      title={t('call', { caller: call.caller, called: call.called, time })}
    >
      <div className={classes.line} aria-live="polite">
        <bdi>{call.caller}</bdi>{' '}
        <span>
          → <bdi>{call.called}</bdi>
        </span>
      </div>
      <div className={classes.about}>
        {call.agent !== null && <bdi>{call.agent}</bdi>}
        {time && <time dateTime={call.startedAt}>{time}</time>}
        <span aria-live="polite">
          <Delay player={player} />
        </span>
      </div>
    </div>
  )
}

function Delay({ player }: { player: Player }) {
  const t = useTranslations('player')
  const status = usePlayer(player, (state) => state.status)
  if (status !== 'loading' && status !== 'waiting') return null
  return <span className={classes.delayed}>{t(status)}</span>
}

/** Formats the start in the account's zone; empty if the vendor's time is invalid. */
function useStartTime(startedAt: string, timeZone: string): string {
  const format = useFormatter()
  if (!startedAt) return ''
  return format.dateTime(new Date(startedAt), {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
}
