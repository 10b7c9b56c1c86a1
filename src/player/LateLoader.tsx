import { Loader } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import classes from './PlayButton.module.css'

/** Most recordings sound at once: only a wait that is felt turns, and costs frames. */
const FELT_MS = 300

/** Turns over the symbol of a button, once that has been waited for. */
export function LateLoader() {
  const [isFelt, setFelt] = useState(false)
  useTimeout(() => setFelt(true), FELT_MS, { autoInvoke: true })
  return isFelt && <Loader className={classes.wait} size={14} color="currentColor" />
}
