/*
 * These functions run in the page. They are sent there as text and may use nothing but the page,
 * and name no function inside: tsx would wrap it in a call of its own, which the page has not.
 */

declare global {
  interface Window {
    /** Of the latest click, in ms since the page began; `null` until then. */
    benchListening: {
      clickedAt: number
      /** When an audio element began to sound. */
      soundedAt: number | null
      /** When the frame was painted in which the waveform was whole. */
      wholeAt: number | null
    }
  }
}

/** The mark of the click in the page's performance timeline. */
export const CLICK_MARK = 'bench-click'

/** Notes from now on what follows each click. */
export function watchListening(mark: string): void {
  window.benchListening = { clickedAt: 0, soundedAt: null, wholeAt: null }
  document.addEventListener(
    'click',
    ({ timeStamp }) => {
      window.benchListening = { clickedAt: timeStamp, soundedAt: null, wholeAt: null }
      performance.mark(mark)
    },
    { capture: true },
  )
  const { play } = HTMLMediaElement.prototype
  // The player's element is not in the document, so that its events cannot be seen from there.
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener(
      'playing',
      () => {
        window.benchListening.soundedAt ??= performance.now()
      },
      { once: true },
    )
    return play.call(this)
  }
}

/** Notes when the player's waveform is whole. */
export function watchWaveform(): void {
  const observer = new MutationObserver(() => {
    const seen = window.benchListening
    if (seen.wholeAt !== null || !document.querySelector('[role=img][aria-label=Waveform]')) return
    // The callback of a frame runs before its painting; the next one's comes after it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        seen.wholeAt ??= performance.now()
      }),
    )
  })
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['aria-label'],
  })
}
