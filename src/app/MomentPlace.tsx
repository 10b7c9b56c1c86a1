import type { ComponentProps } from 'react'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { LinkedMoment as Linked } from '../player/moment/LinkedMoment.tsx'

const LinkedMoment = lazyPart(() =>
  import('../player/moment/LinkedMoment.tsx').then((m) => m.LinkedMoment),
)

/** What a link to a moment needs, loaded with such a link. */
export function MomentPlace(props: ComponentProps<typeof Linked>) {
  return (
    <Part>
      <LinkedMoment {...props} />
    </Part>
  )
}
