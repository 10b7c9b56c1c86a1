import { Alert, Button, Text } from '@mantine/core'
import { Component, type ReactNode, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { checkVersion, newVersion } from '../api/new-version.ts'
import classes from './App.module.css'

/** Offers to reload if the server has a new version. Until then the loaded one works. */
export function NewVersionNotice() {
  const t = useTranslations('app')
  const isAvailable = useStore(newVersion, (state) => state.isAvailable)
  useEffect(() => {
    const onMissingChunk = () => void checkVersion()
    addEventListener('vite:preloadError', onMissingChunk)
    return () => removeEventListener('vite:preloadError', onMissingChunk)
  }, [])
  if (!isAvailable) return null
  return (
    <div role="alert" className={classes.newVersion}>
      {t('newVersion')}
      <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  )
}

/**
 * Limits a render error to one region of the page. Lazy parts have their own boundary, see `Part`.
 */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <BrokenNotice /> : this.props.children
  }
}

function BrokenNotice() {
  const t = useTranslations('app')
  return (
    <Alert role="alert" color="red" m="md" title={t('crashed')}>
      <Text size="sm">{t('crashedHint')}</Text>
      <Button mt="sm" size="compact-sm" color="red" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </Alert>
  )
}
