import type { ComponentProps } from 'react'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { TimestampLink as Loaded } from '../player/TimestampLink.tsx'

const TimestampLink = lazyPart(() =>
  import('../player/TimestampLink.tsx').then((m) => m.TimestampLink),
)

/** Loads the part that opens a timestamp link. */
export function LazyTimestampLink(props: ComponentProps<typeof Loaded>) {
  return (
    <Part>
      <TimestampLink {...props} />
    </Part>
  )
}
