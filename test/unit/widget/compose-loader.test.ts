import { expect, test } from "vitest";
import { composeLoader } from "@/lib/widget/compose-loader";
import { config } from "./fake-network";

const read = (script: string) => new Function("start", script) as (start: (config: unknown) => void) => void;

test("any text arrives as it was, from a script of plain ASCII that cannot end its element", () => {
  const label = 'Prämien 🌿 </script> \u2028 $& "quoted"';
  const script = composeLoader("start(__LAUREL_CONFIG__)", { ...config, label });
  expect(script).toMatch(/^[ -~]*$/);
  expect(script).not.toContain("</script");
  let received: unknown;
  read(script)((given) => {
    received = given;
  });
  expect(received).toEqual({ ...config, label });
});
