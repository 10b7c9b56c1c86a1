import { Group, NativeSelect, Radio, Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { FileLook } from './file-look.ts'
import { SEPARATORS } from './sheet.ts'

interface FormatChoiceProps {
  look: FileLook
  onLook: (look: FileLook) => void
  /** IANA zone of the account. */
  timeZone: string
}

const PRODUCTS = ['csv', 'xlsx', 'jsonl', 'zip'] as const
const SEPARATOR_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const

/** What kind of file is made, and how its values are written where that can be chosen. */
export function FormatChoice({ look, onLook, timeZone }: FormatChoiceProps) {
  const t = useTranslations('export')
  const { product, separator, values } = look
  return (
    <div>
      <Radio.Group
        label={t('format')}
        value={product}
        onChange={(next) => onLook({ ...look, product: next })}
      >
        <Group mt="xs">
          {PRODUCTS.map((each) => (
            <Radio key={each} value={each} label={t(each)} />
          ))}
        </Group>
      </Radio.Group>
      <Text size="xs" c="dimmed" mt={6}>
        {t(`hint.${product}`, { zone: timeZone })}
      </Text>
      {(product === 'csv' || product === 'xlsx') && (
        <Group mt="xs" align="flex-end">
          <NativeSelect
            size="xs"
            label={t('values')}
            value={values}
            data={[
              { value: 'words', label: t('words') },
              { value: 'codes', label: t('codes') },
            ]}
            onChange={({ currentTarget }) =>
              onLook({ ...look, values: currentTarget.value === 'codes' ? 'codes' : 'words' })
            }
          />
          {product === 'csv' && (
            <NativeSelect
              size="xs"
              label={t('separator')}
              value={separator}
              data={SEPARATORS.map((each) => ({
                value: each,
                label: t(SEPARATOR_NAMES[each]),
              }))}
              onChange={({ currentTarget }) => {
                const chosen = SEPARATORS.find((each) => each === currentTarget.value)
                if (chosen) onLook({ ...look, separator: chosen })
              }}
            />
          )}
        </Group>
      )}
    </div>
  )
}
