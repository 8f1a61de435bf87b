import { withAppCallback } from "@/lib/http/with-app-callback";
import { removeUser } from "@/lib/services/sessions/remove-user";

export const GET = withAppCallback(async (signedPayload) => {
  await removeUser(signedPayload);
  return { result: "removed" };
});
