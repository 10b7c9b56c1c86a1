import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { sessionQuery } from '../api/queries.ts'
import { hasSignedOut, signInByProvider } from '../api/sign-in.ts'
import { usePlayerApi } from '../player/PlayerProvider.tsx'

/**
 * Signs in by the provider, which leads back to the same address, call and second. It starts by
 * itself unless the user was at work here, or has just signed out.
 */
export function ProviderSignIn() {
  const t = useTranslations('signIn')
  const client = useQueryClient()
  const player = usePlayerApi()
  const [isAsked] = useState(
    () => client.getQueryData(sessionQuery().queryKey) !== undefined || hasSignedOut(),
  )

  function leave(): void {
    const place = new URL(location.href)
    const { call, elapsed } = player.getState()
    if (call) {
      place.searchParams.set('call', call.id)
      place.searchParams.set('t', String(Math.floor(elapsed)))
    }
    signInByProvider(place.pathname + place.search)
  }

  useEffect(() => {
    if (!isAsked) leave()
  })
  return (
    isAsked && (
      <Button size="sm" onClick={leave}>
        {t('submit')}
      </Button>
    )
  )
}
