/** What a person may do in the dashboard, weakest first. The store's owner is `owner`, every other user `editor`. */
export const roles = ["viewer", "editor", "owner"] as const;
export type Role = (typeof roles)[number];

export function roleOf(user: { isOwner: boolean }): Role {
  return user.isOwner ? "owner" : "editor";
}

export function hasRole(user: { isOwner: boolean }, needed: Role): boolean {
  return roles.indexOf(roleOf(user)) >= roles.indexOf(needed);
}
