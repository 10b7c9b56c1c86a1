import { Badge, Group } from '@mantine/core'

/** The labels of a call, each as it was written. */
export function LabelList({ labels }: { labels: readonly string[] }) {
  return (
    <Group gap={4}>
      {labels.map((label) => (
        <Badge key={label} variant="default" tt="none" fw={500} maw="100%">
          <bdi>{label}</bdi>
        </Badge>
      ))}
    </Group>
  )
}
