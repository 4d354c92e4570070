import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

export type Curve = (number | null)[];

interface Plot {
  times: number[];
  curves: Curve[];
  /** CSS custom properties, one for each curve. */
  colours: string[];
  /** Null: a sparkline, without axes. */
  unit: ((value: number) => string) | null;
  height: number;
}

/** The least that a curve is drawn over; it grows to what was seen. */
const SECONDS = 30;

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || '#888';
}

/** A canvas knows no light-dark(): what a property means now is asked of an element that has it. */
function resolved(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const seen = getComputedStyle(probe).color;
  probe.remove();
  return seen || colour(name);
}

function axes(plot: Plot): uPlot.Axis[] {
  if (!plot.unit) return [{ show: false }, { show: false }];
  const common: uPlot.Axis = { stroke: resolved('--muted'), grid: { stroke: resolved('--line'), width: 1 }, ticks: { show: false }, font: '13px ui-monospace, monospace' };
  const unit = plot.unit;
  return [
    { ...common, grid: { show: false }, space: 90, size: 30, values: (_, all) => all.map((s) => (s === 0 ? 'now' : `${-s} s ago`)) },
    { ...common, size: 64, space: 40, values: (_, all) => all.map((v) => unit(v)) },
  ];
}

function options(plot: Plot, width: number): uPlot.Options {
  return {
    width,
    height: plot.height,
    legend: { show: false },
    cursor: { show: false },
    ...(plot.unit ? {} : { padding: [3, 1, 3, 1] as uPlot.Padding }),
    scales: { x: { time: false, range: (_, min) => [Math.min(-SECONDS, min ?? 0), 0] }, y: { range: (_, min, max) => [Math.min(0, min ?? 0), max > 0 ? max * 1.05 : 1] } },
    axes: axes(plot),
    series: [{}, ...plot.colours.map((name): uPlot.Series => ({ stroke: resolved(name), width: plot.unit ? 2 : 1.5, points: { show: false } }))],
  };
}

/** Curves of what was seen, three minutes at most. What they say in words is beside them, so they are for the eye alone. */
export function Curves(plot: Plot) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const draw = () => {
      drawn.current?.destroy();
      drawn.current = new uPlot(options(plot, element.clientWidth || 160), [plot.times, ...plot.curves], element);
    };
    draw();
    const resized = new ResizeObserver(() => drawn.current?.setSize({ width: element.clientWidth, height: plot.height }));
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', draw);
      drawn.current?.destroy();
      drawn.current = null;
    };
  }, []);
  useEffect(() => drawn.current?.setData([plot.times, ...plot.curves]), [plot.times.length, plot.times[0], plot.curves]);
  return <div class="curves" ref={box} aria-hidden="true" style={{ height: `${plot.height}px` }} />;
}
