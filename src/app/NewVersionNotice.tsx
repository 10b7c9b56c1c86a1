import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { newVersion } from '../api/new-version.ts'
import classes from './App.module.css'

/** Offers to load the version that the server has now; until then, what is loaded works. */
export function NewVersionNotice() {
  const t = useTranslations('app')
  const isThere = useSyncExternalStore(newVersion.subscribe, newVersion.isThere)
  if (!isThere) return null
  return (
    <div role="alert" className={classes.newVersion}>
      {t('newVersion')}
      <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  )
}
