import { Alert, Button, Stack, Text, TextInput } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import {
  type FormEvent,
  type KeyboardEvent,
  type SyntheticEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslations } from 'use-intl'
import { asFailure, type RequestFailure, signedOut } from '../api/client.ts'
import { ownerName, ownStorage } from '../api/own-storage.ts'
import { sessionQuery } from '../api/queries.ts'
import { readSession, signIn } from '../api/sign-in.ts'
import type { AuthMethod } from '../calls/call.ts'
import { PartWords } from '../i18n/PartWords.tsx'
import { ProviderSignIn } from './ProviderSignIn.tsx'
import classes from './SignIn.module.css'

/**
 * Covers the page until somebody has signed in. The page keeps its state, so that the user is back
 * at the same place.
 */
export function SignIn({ method }: { method: AuthMethod }) {
  return (
    <PartWords>
      <Cover method={method} />
    </PartWords>
  )
}

function Cover({ method }: { method: AuthMethod }) {
  const t = useTranslations()
  const dialog = useRef<HTMLDialogElement>(null)
  const enter = useEnter()
  useLayoutEffect(() => {
    const cover = dialog.current
    cover?.showModal() // the browser makes all else inert, also menus and dialogs that are open
    const fields = cover?.querySelectorAll('input') ?? []
    ;[...fields].find(({ value }) => value === '')?.focus()
    return () => {
      cover?.close() // which returns the focus
      const { activeElement: active } = document
      // The list has replaced the focused element, because its request failed.
      if (active === document.body || cover?.contains(active))
        document.getElementById('calls')?.focus({ preventScroll: true })
    }
  }, [])
  // The user may have signed in in another tab.
  const lookAgain = useEffectEvent(() => {
    if (!document.hidden) enter().catch(() => undefined)
  })
  useEffect(() => {
    const look = () => lookAgain()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])

  // After the last field, Tab leaves the dialog for the window of the browser and the body.
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.target === document.body) event.stopPropagation()
    },
    { capture: true },
  )

  return (
    <dialog
      ref={dialog}
      className={classes.cover}
      aria-labelledby="sign-in"
      tabIndex={-1}
      closedby="none" // Chromium lets only the first of two Escapes be prevented
      onCancel={(event) => event.preventDefault()} // for browsers that do not know `closedby`
      onKeyDown={stop}
      // A press outside would close menus, which the user needs again.
      onMouseDown={stop}
      onTouchStart={stop}
    >
      <Stack gap="md" className={classes.content}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <Text component="h1" id="sign-in" size="xl" fw={600}>
          {t('signIn.title')}
        </Text>
        {method === 'password' && <PasswordForm onSignedIn={enter} />}
        {method === 'oidc' && <ProviderSignIn />}
        {method === 'header' && (
          <>
            <Text>{t('signIn.byProxy')}</Text>
            <Button size="sm" onClick={() => location.reload()}>
              {t('failure.tryAgain')}
            </Button>
          </>
        )}
      </Stack>
    </dialog>
  )
}

/** Keeps an event from the page behind. */
const stop = (event: SyntheticEvent) => event.stopPropagation()

/**
 * Returns the function that uncovers the page if somebody is signed in. For another user it loads
 * the page again, still covered, because notes and history belong to one user.
 */
function useEnter(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const session = await readSession()
    if (ownStorage(session.user?.name ?? '')) return
    client.setQueryData(sessionQuery().queryKey, session)
    signedOut.setState(null)
    void client.invalidateQueries()
  }
}

function PasswordForm({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const t = useTranslations()
  const password = useRef<HTMLInputElement>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [hasCapsLock, setHasCapsLock] = useState(false)
  const [failure, setFailure] = useState<RequestFailure | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setIsBusy(true)
    setFailure(null) // the same failure is announced again
    try {
      await signIn(String(form.get('name')), String(form.get('password')))
      await onSignedIn()
    } catch (error) {
      setFailure(asFailure(error))
      setIsBusy(false)
      password.current?.select()
    }
  }

  function noteCapsLock(event: KeyboardEvent): void {
    setHasCapsLock(event.getModifierState('CapsLock'))
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          name="name"
          label={t('signIn.name')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={ownerName()}
          required
          withAsterisk={false}
        />
        <div>
          <TextInput
            ref={password}
            name="password"
            type="password"
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            onKeyDown={noteCapsLock}
            onKeyUp={noteCapsLock}
          />
          <Text role="status" size="sm" className={classes.caps}>
            {hasCapsLock && t('signIn.capsLock')}
          </Text>
        </div>
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
