interface Point {
  x: number;
  y: number;
}

interface Fuse {
  /** An SVG path across a picture of 600 by 160. */
  path: string;
  /** The part that has not burned, from 0 to 1 of its length. */
  rest: number;
  /** The end of that part. */
  ember: Point;
  width: number;
}

const COUNT = 6;
const STEPS = 64;

/** Fuses that are always the same for a handle. */
export function burningFuses(handle: string): Fuse[] {
  const random = randomNumbers(handle);
  return Array.from({ length: COUNT }, () => {
    const curve: Curve = [
      { x: -20, y: 160 * random() },
      { x: 120 + 120 * random(), y: 220 * random() - 30 },
      { x: 340 + 120 * random(), y: 220 * random() - 30 },
      { x: 620, y: 160 * random() },
    ];
    const [start, ...others] = curve.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
    const rest = 0.2 + 0.7 * random();
    return {
      path: `M${start} C${others.join(", ")}`,
      rest,
      ember: pointAt(curve, rest),
      width: 1.5 + 1.5 * random(),
    };
  });
}

/** The points of a cubic Bézier curve. */
type Curve = [Point, Point, Point, Point];

/** The point at a part of the length of a curve. */
function pointAt(curve: Curve, part: number): Point {
  const points = Array.from({ length: STEPS + 1 }, (_, step) => onCurve(curve, step / STEPS));
  const lengths = points.map((point, step) => {
    const before = points[step - 1] ?? point;
    return Math.hypot(point.x - before.x, point.y - before.y);
  });
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  const end = lengths.findIndex((length) => (left -= length) <= 0);
  return points[end] ?? curve[3];
}

function onCurve([a, b, c, d]: Curve, t: number): Point {
  const [u, v] = [1 - t, t];
  const at = (axis: "x" | "y") =>
    u * u * u * a[axis] + 3 * u * u * v * b[axis] + 3 * u * v * v * c[axis] + v * v * v * d[axis];
  return { x: at("x"), y: at("y") };
}

/** Numbers from 0 to 1, always the same for a text: FNV-1a seeds mulberry32. */
function randomNumbers(text: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
