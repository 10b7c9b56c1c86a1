import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './CallDetails.module.css'
import { CallTime } from './CallTime.tsx'
import { CallTimeline } from './CallTimeline.tsx'
import { CELLS, type CellContext } from './cells.tsx'
import { LabelList } from './LabelList.tsx'
import { usePanelFocus } from './use-panel-focus.ts'

interface CallDetailsProps {
  call: CallRecord
  timeZone: string
  playControl: CellContext['playControl']
  onClose: () => void
}

const TIMES: ReadonlySet<ColumnId> = new Set(['startedAt', 'answeredAt', 'endedAt'])

function value(id: ColumnId, call: CallRecord, context: CellContext): ReactNode {
  if (TIMES.has(id)) {
    const iso = call[id as 'startedAt' | 'answeredAt' | 'endedAt']
    return iso ? <CallTime iso={iso} timeZone={context.timeZone} full /> : null
  }
  if (id === 'labels') return call.labels.length > 0 ? <LabelList labels={call.labels} /> : null
  return CELLS[id](call, context)
}

/** Everything known of one call, beside the table so that other rows stay at hand. */
export function CallDetails({ call, timeZone, playControl, onClose }: CallDetailsProps) {
  const t = useTranslations()
  const words = useWords()
  const panel = usePanelFocus(call.id, onClose)
  return (
    <aside ref={panel.ref} className={classes.panel} aria-label={t('records.details')}>
      <header className={classes.header}>
        <h2 className={classes.title} tabIndex={-1}>
          {t('records.details')}
        </h2>
        <CloseButton aria-label={t('records.close')} onClick={panel.close} />
      </header>
      <CallTimeline call={call} timeZone={timeZone} />
      <dl className={classes.fields}>
        {COLUMNS.map((id) => (
          <div key={id} className={classes.field}>
            <dt>{t(`columns.${id}`)}</dt>
            <dd>
              {value(id, call, { timeZone, words, longestTalk: 0, playControl }) ?? (
                <span className={classes.none}>{t('records.noValue')}</span>
              )}
              {id === 'recording' && call.recordingState === 'unusable' && (
                <span aria-hidden> {t('records.unusableRecording')}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
