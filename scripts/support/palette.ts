/** Values of variables in app/globals.css, each for light and dark mode. */
type Palette = Readonly<Record<string, string>>;

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const NIGHT: Rgb = [21, 25, 22];
const PAPER: Rgb = [250, 248, 244];
/** Text needs a contrast of 4.5 to 1, even on a button that fades slightly on hover. */
const CONTRAST = 5.5;

/** Shades of any colour that are readable on the app's background, in light and dark mode. */
export function deriveBrand(hex: string): Palette {
  const colour = parseColour(hex);
  return {
    "--brand": lightDark(readable(colour, PAPER, NIGHT), readable(colour, NIGHT, WHITE)),
    "--brand-ink": lightDark(WHITE, NIGHT),
  };
}

/** The same for notes, which have their own soft background. */
export function deriveAccent(hex: string): Palette {
  const colour = parseColour(hex);
  const [softLight, softDark] = [mix(colour, WHITE, 0.88), mix(colour, NIGHT, 0.82)];
  return {
    "--accent": lightDark(readable(colour, softLight, NIGHT), readable(colour, softDark, WHITE)),
    "--accent-soft": lightDark(softLight, softDark),
  };
}

const lightDark = (light: Rgb, dark: Rgb): string => `light-dark(${format(light)}, ${format(dark)})`;

/** The colour itself, or mixed with another just enough to be readable on this background. */
function readable(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const shade = mix(colour, towards, share);
    if (contrast(shade, ground) >= CONTRAST) return shade;
  }
  return towards;
}

/** The contrast ratio of two colours, as WCAG defines it. */
function contrast(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const value = channel / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix([red, green, blue]: Rgb, towards: Rgb, share: number): Rgb {
  const step = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [step(red, towards[0]), step(green, towards[1]), step(blue, towards[2])];
}

function parseColour(hex: string): Rgb {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function format(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
