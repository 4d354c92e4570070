"""Draws curves.json as SVG files beside it: python3 docs/performance/plot.py"""

import json
import math
import pathlib

HERE = pathlib.Path(__file__).parent
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 70, 20, 40, 50
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #333 }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #ddd } .line { stroke: #2563eb; fill: none; stroke-width: 2 } .dot { fill: #2563eb }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd } .grid { stroke: #444 } .line { stroke: #7aa2ff } .dot { fill: #7aa2ff }
}
"""


def short(number):
    """1500000 as 1.5M."""
    for size, suffix in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.3g}{suffix}"
    return f"{number:.3g}"


def decades(values):
    """The powers of ten around the values."""
    return range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)


def scale(values, start, end):
    """A logarithmic scale from numbers to pixels."""
    exponents = decades(values)
    low, high = exponents[0], max(exponents[-1], exponents[0] + 1)
    return lambda number: start + (math.log10(number) - low) / (high - low) * (end - start)


def plot(curve):
    """One curve as an SVG document."""
    xs, ys = zip(*curve["points"])
    to_x, to_y = scale(xs, LEFT + 30, WIDTH - RIGHT - 20), scale(ys, HEIGHT - BOTTOM, TOP)
    parts = [f'<text class="title" x="{LEFT}" y="22">{curve["title"]}</text>']
    for exponent in decades(ys):
        y = to_y(10**exponent)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{short(10**exponent)}</text>')
    for x_value, y_value in curve["points"]:
        x, y = to_x(x_value), to_y(y_value)
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{short(y_value)}</text>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{short(x_value)}</text>')
    line = " ".join(f"{to_x(x):.1f},{to_y(y):.1f}" for x, y in curve["points"])
    parts.append(f'<polyline class="line" points="{line}"/>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{curve["x"]}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    return "\n".join([head, f"<title>{curve['title']}</title><style>{STYLE}</style>", *parts, "</svg>", ""])


for name, drawn in json.loads((HERE / "curves.json").read_text()).items():
    (HERE / f"{name}.svg").write_text(plot(drawn))
