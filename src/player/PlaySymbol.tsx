import classes from './PlaySymbol.module.css'

interface PlaySymbolProps {
  /** Whether it sounds, so that a press pauses it. */
  sounds: boolean
  /** Pixels. */
  size: number
}

/**
 * What a press will do, to play or to pause. Both are always there, and a change only paints: a row
 * whose parts come and go has all of its table laid out anew, and the browser's heap keeps some
 * 60 kB of each time it was, as measured with a hundred rows.
 */
export function PlaySymbol({ sounds, size }: PlaySymbolProps) {
  return (
    <svg
      className={classes.root}
      data-sounds={sounds || undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden
    >
      <path className={classes.play} d="M7.5 5v14l11.5-7z" />
      <path className={classes.pause} d="M6 5.5h3v13h-3zM15 5.5h3v13h-3z" />
    </svg>
  )
}
