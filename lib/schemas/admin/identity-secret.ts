/** The secret that a store's own server signs identity tokens with: since when there is one, and until when the one before it is good. */
export type IdentitySecretState = { setAt: string | null; previousValidUntil: string | null };

/** Told once, when it is made. */
export type NewIdentitySecret = { secret: string };
