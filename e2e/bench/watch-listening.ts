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
      ({ timeStamp }) => {
        // not the time now: what else listens was called before
        window.benchListening.soundedAt ??= timeStamp
      },
      { once: true },
    )
    return play.call(this)
  }
}

/** Notes when the player's waveform is painted and whole. */
export function watchWaveform(): void {
  // Each drawing sets the width of the canvas, in the frame that is painted with it.
  const observer = new MutationObserver((changes) => {
    const seen = window.benchListening
    if (seen.wholeAt !== null || !changes.some((change) => change.attributeName === 'width')) return
    if (!document.querySelector('canvas[aria-label=Waveform][width]')) return
    requestAnimationFrame(() => {
      seen.wholeAt ??= performance.now() // the next frame's, and so after the painting
    })
  })
  observer.observe(document, { subtree: true, attributeFilter: ['width'] })
}
