/** The four values at the top of app/globals.css, each for light and for dark. */
export type Palette = Readonly<Record<"--brand" | "--brand-ink" | "--accent" | "--accent-soft", string>>;

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const NIGHT: Rgb = [21, 25, 22];
const PAPER: Rgb = [250, 248, 244];
/** Text has to reach 4.5 to 1, also on a button that fades a little under the pointer. */
const CONTRAST = 5.5;

/** Shades of two colours that can be read on the app's light and dark paper, whatever the colours are. */
export function derivePalette(brand: string, accent: string): Palette {
  const [brandRgb, accentRgb] = [parseColour(brand), parseColour(accent)];
  const [softLight, softDark] = [mix(accentRgb, WHITE, 0.88), mix(accentRgb, NIGHT, 0.82)];
  const both = (light: Rgb, dark: Rgb) => `light-dark(${format(light)}, ${format(dark)})`;
  return {
    "--brand": both(readable(brandRgb, PAPER, NIGHT), readable(brandRgb, NIGHT, WHITE)),
    "--brand-ink": both(WHITE, NIGHT),
    "--accent": both(readable(accentRgb, softLight, NIGHT), readable(accentRgb, softDark, WHITE)),
    "--accent-soft": both(softLight, softDark),
  };
}

/** The colour itself, or as much of it as can be read on this ground. */
function readable(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const shade = mix(colour, towards, share);
    if (contrast(shade, ground) >= CONTRAST) return shade;
  }
  return towards;
}

/** Contrast of two colours as WCAG measures it. */
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

const format = (colour: Rgb): string =>
  `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
