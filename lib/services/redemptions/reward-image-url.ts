import { env } from "@/lib/env";

/** The reward's own image, or ours: the API promises one. */
export function rewardImageUrl(imageUrl: string | null): string {
  return imageUrl ?? `${env().APP_URL}/icon.svg`;
}
