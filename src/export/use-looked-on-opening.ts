import { useEffect } from 'react'
import type { Exporter } from './create-export.ts'

/**
 * Looks for what was broken off whenever the dialog opens: an export that failed and was put off is
 * offered again, and so is one that another tab has left behind meanwhile.
 */
export function useLookedOnOpening(opened: boolean, exporter: Exporter): void {
  useEffect(() => {
    if (opened) void exporter.look()
  }, [opened, exporter])
}
