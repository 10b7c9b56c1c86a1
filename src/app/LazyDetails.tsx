import { type ComponentProps, memo, useDeferredValue } from 'react'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { CallRecord } from '../calls/call.ts'
import { NoteMark } from '../notes/NoteMark.tsx'
import { Boundary } from './Boundary.tsx'

const CallDetails = lazyPart(() => import('../records/CallDetails.tsx').then((m) => m.CallDetails))
const DetailsNotes = lazyPart(() => import('./DetailsNotes.tsx').then((m) => m.DetailsNotes))

interface LazyDetailsProps
  extends Omit<ComponentProps<typeof CallDetails>, 'call' | 'marks' | 'notes'> {
  /** Undefined while none is open. */
  call: CallRecord | undefined
}

/** The details of a call. They lay out the whole page, so its row shows first that it is open. */
export function LazyDetails(props: LazyDetailsProps) {
  return <Details shown={useDeferredValue(props)} />
}

const Details = memo(function Details({ shown }: { shown: LazyDetailsProps }) {
  const { call, ...rest } = shown
  if (!call) return null
  return (
    <Boundary>
      <Part>
        <CallDetails
          {...rest}
          call={call}
          marks={<NoteMark id={call.id} />}
          notes={
            <Part>
              <DetailsNotes call={call} onEscape={rest.onClose} />
            </Part>
          }
        />
      </Part>
    </Boundary>
  )
})
