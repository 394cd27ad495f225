import { brand } from "@/lib/platform/brand";
import { drawSharePicture } from "./share-picture";

export const alt = `${brand.name}: ${brand.headline}`;
export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

export default function OpenGraphImage() {
  return drawSharePicture(size);
}
