interface Point {
  x: number;
  y: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const AXES: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: 1 },
  down: { x: 0, y: -1 },
};

/** The nearest point within half a right angle of a direction; where there is none, the same point. */
export function walk(points: Point[], from: number, direction: Direction): number {
  const here = points[from];
  if (!here) return points.length > 0 ? 0 : -1;
  const axis = AXES[direction];
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  points.forEach((point, i) => {
    const dx = point.x - here.x;
    const dy = point.y - here.y;
    const along = dx * axis.x + dy * axis.y;
    const aside = Math.abs(dx * axis.y) + Math.abs(dy * axis.x);
    const distance = along + 2 * aside;
    if (i !== from && along > 0 && aside <= along && distance < least) {
      best = i;
      least = distance;
    }
  });
  return best;
}

/** The point nearest to a place, within a reach. */
export function nearest(points: Point[], place: Point, reach: number): number | undefined {
  let best: number | undefined;
  let least = reach;
  points.forEach((point, i) => {
    const distance = Math.hypot(point.x - place.x, point.y - place.y);
    if (distance < least) {
      best = i;
      least = distance;
    }
  });
  return best;
}
