import { expectTypeOf, test } from "vitest";
import type { Laurel, LaurelEvents, LaurelView } from "@/components/widget/laurel";
import type { LaurelSdk, SdkEvents, WidgetView } from "@/components/widget/loader/sdk";

/** Held by the type check of `npm run check`: what merchants compile against is what the loader builds. */
test("the published types are those of the implementation, both ways", () => {
  expectTypeOf<LaurelSdk>().toExtend<Laurel>();
  expectTypeOf<Laurel>().toExtend<LaurelSdk>();
  expectTypeOf<keyof Laurel>().toEqualTypeOf<keyof LaurelSdk>();
  expectTypeOf<LaurelEvents>().toEqualTypeOf<SdkEvents>();
  expectTypeOf<LaurelView>().toEqualTypeOf<WidgetView>();
  expectTypeOf<Parameters<Laurel["identify"]>>().toEqualTypeOf<Parameters<LaurelSdk["identify"]>>();
  expectTypeOf<Window["Laurel"]>().toEqualTypeOf<Laurel | undefined>();
});
