import { Badge, CloseButton, Group } from '@mantine/core'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './CallDetails.module.css'
import { CallTime } from './CallTime.tsx'
import { CallTimeline } from './CallTimeline.tsx'
import { CALL_COLUMNS, type CellContext } from './columns.tsx'

/** Elements that handle Escape themselves: dialogs, and fields with an open list. */
const ON_TOP = '[role="dialog"], input[aria-expanded="true"]'

function rowButton(id: string): HTMLElement | null {
  return document.querySelector(`tr[data-id="${CSS.escape(id)}"] button[aria-expanded]`)
}

/**
 * Moves the focus into the panel if it was opened by keyboard, and back to the row when it closes.
 * A click leaves the focus on the row, to go on with the next one. Escape closes the panel unless a
 * dialog or a list on top of the page takes it.
 */
function usePanelFocus(id: string, onClose: () => void) {
  const ref = useRef<HTMLElement>(null)
  const close = () => {
    const inside = ref.current?.contains(document.activeElement)
    onClose()
    if (inside) rowButton(id)?.focus()
  }
  const onEscape = useEffectEvent(close)
  useEffect(() => {
    if (rowButton(id)?.matches(':focus-visible')) ref.current?.querySelector('h2')?.focus()
  }, [id])
  useEffect(() => {
    const onKey = ({ key, target, defaultPrevented, isComposing }: KeyboardEvent) => {
      const busy = isComposing || (target instanceof Element && target.closest(ON_TOP))
      if (key === 'Escape' && !defaultPrevented && !busy) onEscape()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return { ref, close }
}

/** The labels of a call, each as it was written. */
function LabelList({ labels }: { labels: readonly string[] }) {
  return (
    <Group gap={4}>
      {labels.map((label) => (
        <Badge key={label} variant="default" tt="none" fw={500} maw="100%">
          <bdi>{label}</bdi>
        </Badge>
      ))}
    </Group>
  )
}

interface CallDetailsProps {
  className?: string | undefined
  call: CallRecord
  timeZone: string
  playControl: CellContext['playControl']
  onClose: () => void
}

const TIMES: ReadonlySet<ColumnId> = new Set(['startedAt', 'answeredAt', 'endedAt'])

function value(id: ColumnId, call: CallRecord, context: CellContext): ReactNode {
  if (TIMES.has(id)) {
    const iso = call[id as 'startedAt' | 'answeredAt' | 'endedAt']
    return iso ? <CallTime iso={iso} timeZone={context.timeZone} /> : null
  }
  if (id === 'labels') return call.labels.length > 0 ? <LabelList labels={call.labels} /> : null
  return CALL_COLUMNS[id].cell(call, context)
}

/** Shows every field of one call beside the table. */
export function CallDetails({ className, call, timeZone, playControl, onClose }: CallDetailsProps) {
  const t = useTranslations()
  const words = useWords()
  const panel = usePanelFocus(call.id, onClose)
  const context = {
    timeZone,
    words,
    t,
    playControl,
    formatTime: String,
    isOneDay: false,
    marks: () => null,
  }
  return (
    <aside
      ref={panel.ref}
      className={`${classes.panel} ${className ?? ''}`}
      aria-label={t('records.details')}
    >
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
              {value(id, call, context) ?? (
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
