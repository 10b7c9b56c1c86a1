import { Button, Group, Text } from '@mantine/core'
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'

/** A server that is restarted is back by then (ms). */
const RETRY_MS = 1_000

/** Stylesheets of chunks that did not load. Vite requests each only once. */
const brokenSheets = new Set<HTMLLinkElement>()

function noteBrokenSheet({ target }: Event): void {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') brokenSheets.add(target)
}

/** Requests a stylesheet that did not load again. Rejects where it fails again. */
function reloadSheet(broken: HTMLLinkElement): Promise<void> {
  const link = broken.cloneNode() as HTMLLinkElement
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => reject(new Error(`${link.href} did not load`)))
    brokenSheets.delete(broken)
    broken.replaceWith(link)
  })
}

/** Loads a chunk with its styles, and tries once more after a second where that fails. */
export async function loadChunk<Module>(load: () => Promise<Module>): Promise<Module> {
  document.addEventListener('error', noteBrokenSheet, { capture: true }) // adds it only once
  try {
    await Promise.all([...brokenSheets].map(reloadSheet))
    return await load()
  } catch {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    await Promise.all([...brokenSheets].map(reloadSheet))
    return load()
  }
}

/** A part or its words did not load. They are requested again once `renew` was called, not before. */
type PartFailure = Error & { renew: () => void }

/** Whether `error` says that something did not load, rather than that it broke. */
export function isPartFailure(error: unknown): error is PartFailure {
  return error instanceof Error && 'renew' in error && typeof error.renew === 'function'
}

/**
 * A component that loads when it is first rendered, inside a `Part`. Other than with React's `lazy`
 * a failure is not for good. `load` gets it before that; its failure is left to the caller.
 */
export function lazyPart<Props extends object>(request: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null
  let waiting = create()

  async function load(): Promise<ComponentType<Props>> {
    loaded ??= await loadChunk(request)
    return loaded
  }

  function create(): ComponentType<Props> {
    const part = lazy(async () => {
      try {
        return { default: await load() }
      } catch (cause) {
        const renew = () => {
          if (waiting === part) waiting = create()
        }
        throw Object.assign(new Error('A part of the page did not load', { cause }), { renew })
      }
    }) as unknown as ComponentType<Props>
    return part
  }

  function LazyPart(props: Props) {
    // React suspends for a lazy component even where it is loaded; and one that was shown stays.
    const [Current] = useState(() => loaded ?? waiting)
    return <Current {...props} />
  }
  return Object.assign(LazyPart, { load })
}

interface PartProps {
  children: ReactNode
  /** Shown while it loads. */
  fallback?: ReactNode
  /** Shows the notice among what else is to stay where it did not load. */
  failed?: (notice: ReactNode) => ReactNode
}

/**
 * Keeps a part that loads later, or breaks, from taking the page with it: a small notice in its
 * place offers to try again.
 */
export class Part extends Component<PartProps, { failure: { error: unknown } | null }> {
  override state: { failure: { error: unknown } | null } = { failure: null }

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } }
  }

  readonly retry = () => {
    const { failure } = this.state
    if (isPartFailure(failure?.error)) failure.error.renew()
    this.setState({ failure: null })
  }

  override render() {
    const { children, fallback, failed } = this.props
    if (!this.state.failure) return <Suspense fallback={fallback}>{children}</Suspense>
    const notice = <PartNotice onRetry={this.retry} />
    return failed ? failed(notice) : notice
  }
}

function PartNotice({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations()
  return (
    <Group role="alert" gap="xs" wrap="nowrap" p={4}>
      <Text size="sm">{t('app.partFailed')}</Text>
      <Button size="compact-xs" variant="default" flex="none" onClick={onRetry}>
        {t('failure.tryAgain')}
      </Button>
    </Group>
  )
}
