import { useWindowEvent } from '@mantine/hooks'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { signedOut } from '../api/client.ts'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { OWNER_KEY, ownStorage } from '../api/own-storage.ts'
import type { Session } from '../calls/call.ts'

const SignIn = lazyPart(() => import('./SignIn.tsx').then((m) => m.SignIn))

/**
 * Covers the page once the endpoint requires a sign-in. The storage of this computer then becomes
 * that of the user.
 */
export function LazySignIn({ session }: { session: Session | undefined }) {
  const method = useStore(signedOut)
  useEffect(() => {
    if (session) ownStorage(session.user?.name ?? '')
  }, [session])
  // Somebody else has signed in in another tab.
  useWindowEvent('storage', ({ key }) => {
    if (key === OWNER_KEY) location.reload()
  })
  // A page that Back restores may show the calls of a user who has signed out.
  useWindowEvent('pageshow', ({ persisted }) => {
    if (persisted && session?.user) location.reload()
  })
  return <Part>{method && <SignIn method={method} />}</Part>
}
