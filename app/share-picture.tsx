import { readFileSync } from "node:fs";
import { ImageResponse } from "next/og";
import { brand } from "@/lib/platform/brand";

const css = readFileSync("app/globals.css", "utf8");
const mark = `data:image/svg+xml;base64,${readFileSync("public/mark.svg").toString("base64")}`;

/** The light-mode value of a colour in globals.css. */
const colour = (token: string): string =>
  css.match(new RegExp(`--${token}: light-dark\\((#\\w+)`))?.[1] ?? "#000000";

/** The image that link previews show for this app. Drawn when the app is built, in the brand's colours. */
export function drawSharePicture(size: { readonly width: number; readonly height: number }): ImageResponse {
  return new ImageResponse(
    <div
      style={{
        width: "100%",
        height: "100%",
        padding: 88,
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        color: colour("ink"),
        background: colour("paper"),
        borderBottom: `20px solid ${colour("brand")}`,
      }}
    >
      <div style={{ display: "flex", alignItems: "center", gap: 24, fontSize: 44 }}>
        {/* biome-ignore lint/performance/noImgElement: this is a drawing, not a page */}
        <img src={mark} alt="" width={80} height={80} />
        {brand.name}
      </div>
      <div style={{ fontSize: 84, lineHeight: 1.1, letterSpacing: -2 }}>{brand.headline}</div>
      <div
        style={{
          alignSelf: "flex-start",
          padding: "20px 40px",
          borderRadius: 16,
          fontSize: 36,
          color: colour("brand-ink"),
          background: colour("brand"),
        }}
      >
        Open in PostHog
      </div>
    </div>,
    size,
  );
}

/** The mark alone, for a phone's home screen. */
export const drawIcon = (size: { readonly width: number; readonly height: number }): ImageResponse =>
  // biome-ignore lint/performance/noImgElement: this is a drawing, not a page
  new ImageResponse(<img src={mark} alt="" width={size.width} height={size.height} />, size);
