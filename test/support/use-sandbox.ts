/**
 * A simulated BigCommerce in the test's own process, for services called directly. Import it first, for its effect:
 * the environment must name it before anything of ours is imported and reads it.
 *
 *     import "@/test/support/use-sandbox";
 *
 *     import { sandbox } from "@/test/support/use-sandbox";
 */
import { startSandbox } from "@/test/sandbox/start";

export const sandbox = await startSandbox({ seed: "empty", stores: [{ hash: "first1" }] });

process.env.BIGCOMMERCE_API_URL = sandbox.url;
process.env.BIGCOMMERCE_LOGIN_URL = sandbox.url;
