import { expect, it, vi } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import type { Mend } from '../create-player.ts'
import { callWith } from '../fake-call.ts'
import { chainMenders } from './chain-menders.ts'

const call = callWith()
const failure = new RequestFailure('recording_unplayable')
const none: Mend = async () => null
const finds = (address: string): Mend => vi.fn<Mend>(async () => ({ call, address }))

it('takes the first way that is found, and asks no further', async () => {
  const last = finds('last')
  const mend = chainMenders(none, finds('first'), last)
  const { signal } = new AbortController()
  expect(await mend(call, failure, signal)).toEqual({ call, address: 'first' })
  expect(last).not.toHaveBeenCalled()
})

it('finds none where nobody does', async () => {
  expect(await chainMenders(none, none)(call, failure, new AbortController().signal)).toBeNull()
})

it('asks nobody else once another call was chosen', async () => {
  const last = finds('last')
  const abort = new AbortController()
  const leaves: Mend = async () => {
    abort.abort()
    return null
  }
  expect(await chainMenders(leaves, last)(call, failure, abort.signal)).toBeNull()
  expect(last).not.toHaveBeenCalled()
})
