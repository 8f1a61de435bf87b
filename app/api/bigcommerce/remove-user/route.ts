import { withAppCallback } from "@/lib/http/with-app-callback";
import { removeUser } from "@/lib/services/remove-user";

export const GET = withAppCallback(async (signedPayload) => {
  await removeUser(signedPayload);
  return { result: "removed" };
});
