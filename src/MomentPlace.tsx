import { type ComponentProps, lazy, Suspense } from 'react'
import { LateWords } from './i18n/LateWords.tsx'
import type { LinkedMoment as Linked } from './player/moment/LinkedMoment.tsx'

const LinkedMoment = lazy(() =>
  import('./player/moment/LinkedMoment.tsx').then((m) => ({ default: m.LinkedMoment })),
)

/** What a link to a moment needs, loaded with such a link. */
export function MomentPlace(props: ComponentProps<typeof Linked>) {
  return (
    <Suspense>
      <LateWords>
        <LinkedMoment {...props} />
      </LateWords>
    </Suspense>
  )
}
