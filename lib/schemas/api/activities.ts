import { z } from "zod";

/** `POST /api/v1/activities`: what a customer did, by our id or by e-mail. */
export const activityBody = z.object({
  activity: z
    .object({
      token: z.string().min(1).max(64),
      distinct_id: z.string().min(1).max(255).nullish(),
      customer_id: z.int().positive().nullish(),
      customer_email: z.email().max(320).nullish(),
      created_on_origin_at: z.iso
        .datetime({ offset: true })
        .refine((at) => at >= "1970", "must be after 1970")
        .nullish(),
    })
    .refine(({ customer_id, customer_email }) => (customer_id == null) !== (customer_email == null), {
      path: ["customer_id"],
      message: "send either customer_id or customer_email",
    }),
});

export type ActivityBody = z.output<typeof activityBody>;
