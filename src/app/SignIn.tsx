import { Alert, Button, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { asFailure, type RequestFailure, signedOut } from '../api/client.ts'
import { signIn } from '../api/sign-in.ts'
import type { AuthMethod } from '../calls/call.ts'
import { ProviderSignIn } from './ProviderSignIn.tsx'

/**
 * Covers the page until somebody has signed in. The page keeps its state, so that the user is back
 * at the same place.
 */
export function SignIn({ method }: { method: AuthMethod }) {
  const t = useTranslations('signIn')
  return (
    <Modal
      opened
      fullScreen
      withCloseButton={false}
      closeOnEscape={false}
      onClose={() => undefined}
      transitionProps={{ duration: 0 }}
      aria-label={t('title')}
      styles={{ body: { display: 'grid', minBlockSize: '100%', placeContent: 'center' } }}
    >
      <Stack gap="md" w="20rem" maw="100%">
        <Text component="h1" size="xl" fw={600}>
          {t('title')}
        </Text>
        {method === 'password' && <PasswordForm />}
        {method === 'oidc' && <ProviderSignIn />}
        {method === 'header' && <Text>{t('byProxy')}</Text>}
      </Stack>
    </Modal>
  )
}

function PasswordForm() {
  const t = useTranslations()
  const client = useQueryClient()
  const password = useRef<HTMLInputElement>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<RequestFailure | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setIsBusy(true)
    try {
      await signIn(String(form.get('name')), String(form.get('password')))
      signedOut.setState(null)
      void client.invalidateQueries()
    } catch (error) {
      setFailure(asFailure(error))
      setIsBusy(false)
      password.current?.select()
    }
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          name="name"
          label={t('signIn.name')}
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
        />
        <TextInput
          ref={password}
          name="password"
          type="password"
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        {failure && (
          <Alert
            role="alert"
            color="red"
            icon={<IconAlertTriangle aria-hidden />}
            title={t(`problem.${failure.code}.what`, { key: '' })}
          >
            {failure.retryAfter === null
              ? t(`problem.${failure.code}.todo`)
              : t('signIn.wait', { minutes: Math.ceil(failure.retryAfter / 60) })}
          </Alert>
        )}
        <Button type="submit" size="sm" loading={isBusy}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  )
}
