import { expect, it, vi } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { callWith } from '../testing/make-call.ts'
import type { Mend } from './create-player.ts'
import { mendLate } from './mend-late.ts'

const asked = [callWith(), new RequestFailure('recording_unplayable'), AbortSignal.abort()] as const

it('loads once, with the first failure', async () => {
  const mend = vi.fn<Mend>(async (call) => ({ call, address: '/decoded/abc' }))
  const load = vi.fn(async () => mend)
  const late = mendLate(load)
  expect(load).not.toHaveBeenCalled()
  expect(await late(...asked)).toMatchObject({ address: '/decoded/abc' })
  await late(...asked)
  expect(load).toHaveBeenCalledOnce()
  expect(mend.mock.calls).toEqual([asked, asked])
})

it('has nothing where it cannot be loaded, and tries again', async () => {
  const load = vi.fn(async (): Promise<Mend> => Promise.reject(new TypeError('offline')))
  const late = mendLate(load)
  expect(await late(...asked)).toBeNull()
  expect(await late(...asked)).toBeNull()
  expect(load).toHaveBeenCalledTimes(2)
})
