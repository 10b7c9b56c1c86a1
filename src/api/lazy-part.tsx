import { Button, Group, Text } from '@mantine/core'
import {
  Component,
  type ComponentType,
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useState,
} from 'react'
import { useTranslations } from 'use-intl'

/** Pause before the retry (ms). A restarted server is back by then. */
const RETRY_MS = 1_000

/** Stylesheets of chunks that did not load. Vite requests each only once. */
const brokenSheets = new Set<HTMLLinkElement>()

function noteBrokenSheet({ target }: Event): void {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') brokenSheets.add(target)
}

/** Reloads a stylesheet that failed. Rejects if it fails again. */
function reloadSheet(broken: HTMLLinkElement): Promise<void> {
  const link = broken.cloneNode() as HTMLLinkElement
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => reject(new Error(`${link.href} did not load`)))
    brokenSheets.delete(broken)
    broken.replaceWith(link)
  })
}

/** Loads a chunk with its styles, and retries once after a pause. */
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

/** A part or its messages did not load. They are requested again only after `renew`. */
type PartFailure = Error & { renew: () => void }

/** Whether `error` is a failure to load, and not an error in the part. */
export function isPartFailure(error: unknown): error is PartFailure {
  return error instanceof Error && 'renew' in error && typeof error.renew === 'function'
}

/**
 * Creates a component that loads when it is first rendered inside a `Part`. Unlike React's `lazy`,
 * it can load again after a failure. It renders again only if its props change. `load` preloads it;
 * the caller handles its failure.
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

  const LazyPart = memo(function LazyPart(props: Props) {
    // React would suspend even if it is loaded. A component that was shown stays.
    const [Current] = useState(() => loaded ?? waiting)
    return <Current {...props} />
  })
  return Object.assign(LazyPart, { load })
}

interface PartProps {
  children: ReactNode
  /** Shown while it loads. */
  fallback?: ReactNode
  /** Renders the notice with elements that stay if the part does not load. */
  failed?: (notice: ReactNode) => ReactNode
}

interface PartState {
  failure: { error: unknown } | null
  hasRetried: boolean
}

/** Limits a failure to load or render to one part. A small notice in its place offers a retry. */
export class Part extends Component<PartProps, PartState> {
  override state: PartState = { failure: null, hasRetried: false }

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } }
  }

  readonly retry = () => {
    const { failure } = this.state
    if (isPartFailure(failure?.error)) failure.error.renew()
    this.setState({ failure: null, hasRetried: true })
  }

  override render() {
    const { children, fallback, failed } = this.props
    const { failure, hasRetried } = this.state
    if (!failure) return <Suspense fallback={fallback}>{children}</Suspense>
    const notice = <PartNotice onRetry={this.retry} hasRetried={hasRetried} />
    return failed ? failed(notice) : notice
  }
}

interface PartNoticeProps {
  onRetry: () => void
  hasRetried: boolean
}

function PartNotice({ onRetry, hasRetried }: PartNoticeProps) {
  const t = useTranslations()
  return (
    <Group role="alert" gap="xs" wrap="nowrap" p={4}>
      <Text size="sm">{t('app.partFailed')}</Text>
      <Button size="compact-xs" variant="default" flex="none" onClick={onRetry}>
        {t('failure.tryAgain')}
      </Button>
      {/* Chromium 150 requests a module that failed only once. */}
      {hasRetried && (
        <Button size="compact-xs" variant="default" flex="none" onClick={() => location.reload()}>
          {t('app.reload')}
        </Button>
      )}
    </Group>
  )
}
