import {
  ActionIcon,
  Alert,
  Button,
  type CheckboxProps,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
} from '@mantine/core'

/** Deep enough that white on shades 6 and 7, and shade 7 on white, pass WCAG AA. */
const ink: MantineColorsTuple = [
  '#eef4fb',
  '#dbe7f5',
  '#b4cdea',
  '#8ab1e0',
  '#669ad7',
  '#4d8bd1',
  '#3476c0',
  '#1f5fae',
  '#1a539a',
  '#123f78',
]

/** Mantine's own red is too light for text on its own tint (WCAG 1.4.3). */
const red: MantineColorsTuple = [
  '#fef3f3',
  '#fce4e4',
  '#f3a9a9',
  '#ec8080',
  '#e35b5b',
  '#d84141',
  '#c92f2f',
  '#b42424',
  '#9c1d1d',
  '#801515',
]

/** Mantine's greys, of which it makes inputs and buttons. They are those of `tokens.css`. */
const dark: MantineColorsTuple = [
  '#eceef1',
  '#b8bfc8',
  '#949ca7',
  '#6a7480',
  '#434b55',
  '#282d34',
  '#1f2328',
  '#16191d',
  '#121518',
  '#0f1114',
]
const gray: MantineColorsTuple = [
  '#f5f7f9',
  '#f1f3f6',
  '#e7eaee',
  '#cdd3da',
  '#8b95a1',
  '#78818c',
  '#646c76',
  '#495059',
  '#2b3036',
  '#15181c',
]

/** Pixels as rem, which follow the font size of the browser. */
const rem = (px: number) => `${px / 16}rem`

/**
 * The one theme. System fonts only: a web font would cost more than the page. `system-ui` is late,
 * because Windows in Chinese would show Latin letters in a Chinese font.
 */
export const theme = createTheme({
  colors: { ink, red, dark, gray },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif',
  fontSizes: { xs: rem(11), sm: rem(12), md: rem(13), lg: rem(16), xl: rem(22) },
  lineHeights: { xs: '1.27', sm: '1.5', md: '1.54', lg: '1.5', xl: '1.36' },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(3), sm: rem(4), md: rem(6), lg: rem(10), xl: rem(16) },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Otherwise the focus ring of a button is cut off.
    Alert: Alert.extend({ styles: { message: { overflow: 'visible' } } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Button: Button.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({ root: { '--button-fz': 'var(--mantine-font-size-md)' } }),
      styles: { label: { fontWeight: 500 } },
    }),
    // `Checkbox.extend` would load it with the first rows.
    Checkbox: { defaultProps: { size: 'xs', radius: 'sm' } satisfies CheckboxProps },
    Input: Input.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({
        wrapper: { '--input-fz': 'var(--mantine-font-size-md)' },
      }),
    }),
  },
})

/** Sets Mantine's own colours to those of `tokens.css`. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-3)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-anchor': 'var(--ink-text)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--control)',
  },
  light: {},
  dark: {},
})
