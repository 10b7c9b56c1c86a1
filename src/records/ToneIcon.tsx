import { IconAlertTriangle, IconCheck, IconPhoneX } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Tone } from '../calls/call-codes.ts'

const ICONS: Record<Tone, ComponentType<{ size: number; stroke: number; 'aria-hidden': true }>> = {
  answered: IconCheck,
  missed: IconPhoneX,
  failed: IconAlertTriangle,
}

/** The shape of a tone, so that it never rests on colour alone (WCAG 1.4.1). */
export function ToneIcon({ tone }: { tone: Tone }) {
  const Icon = ICONS[tone]
  return <Icon size={14} stroke={2} aria-hidden />
}
