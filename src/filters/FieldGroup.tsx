import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useTranslations } from 'use-intl'
import classes from './Facet.module.css'

interface FieldGroupProps {
  name: string
  description?: string | undefined
  /** Undefined while the filter is not used. */
  onClear?: (() => void) | undefined
  children: ReactNode
}

/** A filter with its title, and a button that clears it. */
export function FieldGroup({ name, description, onClear, children }: FieldGroupProps) {
  const t = useTranslations('filters')
  const titleId = useId()
  return (
    <fieldset className={classes.facet} aria-labelledby={titleId} aria-description={description}>
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
