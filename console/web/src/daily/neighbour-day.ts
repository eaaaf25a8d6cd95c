// The day beside one, as `2026-11-28`, whatever the zone.
const dayMs = 86_400_000;

export function neighbourDay(day: string, by: -1 | 1): string {
  const [date = day] = new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMs).toISOString().split('T');
  return date;
}
