import type { Session } from '../calls/call.ts'
import { RequestFailure, readFailure } from './client.ts'

/** Signs in by password. @throws RequestFailure */
export async function signIn(name: string, password: string): Promise<void> {
  const body = new URLSearchParams({ name, password })
  const answer = await fetch('/api/sign-in', { method: 'POST', body, redirect: 'manual' }).catch(
    () => {
      throw new RequestFailure('offline')
    },
  )
  // The endpoint redirects to the page, which is here already.
  if (answer.type !== 'opaqueredirect') throw await readFailure(answer)
}

/** Requests who is signed in, also while the page is covered. @throws RequestFailure */
export async function readSession(): Promise<Session> {
  const answer = await fetch('/api/session').catch(() => {
    throw new RequestFailure('offline')
  })
  if (!answer.ok) throw await readFailure(answer)
  return answer.json()
}

const SIGNED_OUT_KEY = 'callboard.signedOut'

/** Signs out, and loads the page again, so that no call stays in its memory. */
export async function signOut(): Promise<void> {
  const answer = await fetch('/api/sign-out', { method: 'POST' }).catch(() => null)
  if (!answer?.ok) return
  sessionStorage.setItem(SIGNED_OUT_KEY, '1')
  location.reload()
}

/** Whether the user of this tab has signed out, and not in again by the provider. */
export function hasSignedOut(): boolean {
  return sessionStorage.getItem(SIGNED_OUT_KEY) !== null
}

/** Leaves for the provider, which leads back to `next`, a path of this page. */
export function signInByProvider(next: string): void {
  sessionStorage.removeItem(SIGNED_OUT_KEY)
  location.assign(`/sign-in?${new URLSearchParams({ next })}`)
}
