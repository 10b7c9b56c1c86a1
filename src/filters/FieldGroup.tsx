import { UnstyledButton } from '@mantine/core'
import { type ComponentProps, useId } from 'react'
import { useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch, HistoryStep } from '../api/use-page-state.ts'
import classes from './Facet.module.css'

/** The properties of a filter. */
export interface FilterProps {
  list: ListState
  onFilter: (patch: FilterPatch, history?: HistoryStep) => void
}

interface FieldGroupProps extends ComponentProps<'fieldset'> {
  name: string
  /** Undefined while the filter is not used. */
  onClear?: (() => void) | undefined
}

/** A filter with its title, and a button that clears it. */
export function FieldGroup({ name, onClear, children, ...fieldset }: FieldGroupProps) {
  const t = useTranslations('filters')
  const titleId = useId()
  return (
    <fieldset className={classes.facet} aria-labelledby={titleId} {...fieldset}>
      <div className={classes.head}>
        <h2 id={titleId} className={classes.title}>
          {name}
        </h2>
        {onClear && (
          <UnstyledButton
            className={classes.link}
            aria-label={t('clearField', { name })}
            onClick={onClear}
          >
            {t('clearShort')}
          </UnstyledButton>
        )}
      </div>
      {children}
    </fieldset>
  )
}
