import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { CallRecord } from '../calls/call.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './CallDetails.module.css'
import { CallTimeline } from './CallTimeline.tsx'

/** A field of a call, and the filters that list the calls with each of its values. */
interface Fact {
  name: 'agent' | 'group' | 'line' | 'type' | 'hungUpBy' | 'labels' | 'country' | 'remark' | 'id'
  values: { text: string; filter?: FilterPatch }[]
}

function useFacts(call: CallRecord): Fact[] {
  const words = useWords()
  const t = useTranslations('records')
  const { agent, group, line, type, hungUpBy, labels, country, remark } = call
  return [
    {
      name: 'agent',
      values: [
        agent === null
          ? { text: t('noAgent'), filter: { without: ['agent'] } }
          : { text: agent, filter: { agent: [agent] } },
      ],
    },
    { name: 'group', values: group === null ? [] : [{ text: group, filter: { group: [group] } }] },
    {
      name: 'line',
      values: [{ text: line, ...(/^\d+$/.test(line) && { filter: { number: line } }) }],
    },
    {
      name: 'type',
      values: type === null ? [] : [{ text: words.callType(type), filter: { type: [type] } }],
    },
    {
      name: 'hungUpBy',
      values:
        hungUpBy === null
          ? []
          : [{ text: words.hungUpBy(hungUpBy), filter: { hungUpBy: [hungUpBy] } }],
    },
    {
      name: 'labels',
      values: labels.map((label) => ({ text: label, filter: { label: [label] } })),
    },
    {
      name: 'country',
      values: country
        ? [
            {
              text: [country.code, country.name].filter(Boolean).join(' '),
              filter: { country: [country.code] },
            },
          ]
        : [],
    },
    { name: 'remark', values: remark ? [{ text: remark }] : [] },
    { name: 'id', values: [{ text: call.id }] },
  ]
}

interface CallOverviewProps {
  call: CallRecord
  timeZone: string
  onFilter: (patch: FilterPatch) => void
}

/** The main fields of a call. A click on a value lists all calls with it. */
export function CallOverview({ call, timeZone, onFilter }: CallOverviewProps) {
  const t = useTranslations()
  const facts = useFacts(call)
  const render = ({ text, filter }: Fact['values'][number]): ReactNode =>
    filter ? (
      <UnstyledButton
        key={text}
        className={classes.value}
        title={t('records.listThese')}
        onClick={() => onFilter(filter)}
      >
        <bdi>{text}</bdi>
      </UnstyledButton>
    ) : (
      <bdi key={text}>{text}</bdi>
    )
  return (
    <>
      <CallTimeline call={call} timeZone={timeZone} />
      <dl className={classes.fields}>
        {facts.map(({ name, values }) => (
          <div key={name} className={classes.field}>
            <dt>{t(`columns.${name}`)}</dt>
            <dd>
              {values.length === 0 ? (
                <span className={classes.none}>{t('records.noValue')}</span>
              ) : (
                values.map(render)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
