const DAY = 86_400_000;

/** A moment of the demo's working day, 8 to 17 on a clock two or three hours ahead of UTC; the n-th car of that day. */
function duringDay(day: Date, n: number): Date {
  const at = new Date(day);
  at.setUTCHours(6 + (n % 9), (n * 20) % 60, 0, 0);
  return at;
}

/** So many days before `now`, in working hours, and never on a Sunday. */
export function workday(now: Date, daysAgo: number, n: number): Date {
  const day = new Date(now.getTime() - daysAgo * DAY);
  return duringDay(day.getUTCDay() === 0 ? new Date(day.getTime() - DAY) : day, n);
}

/** When a car of today is promised: this afternoon, or from the next working day's morning on when it is late. */
export function promise(now: Date, n: number): Date {
  const at = duringDay(now, n);
  at.setUTCMinutes(0);
  if (at.getTime() > now.getTime() + DAY / 24 && at.getUTCDay() !== 0) return at;
  const next = new Date(at.getTime() + DAY);
  return next.getUTCDay() === 0 ? new Date(next.getTime() + DAY) : next;
}
