import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { initialState, type WidgetState } from "@/components/widget/client/widget-state";
import { createFormat } from "@/components/widget/messages/create-format";
import { createTranslate } from "@/components/widget/messages/create-translate";
import { WidgetPanel } from "@/components/widget/panel/widget-panel";
import { WordsContext } from "@/components/widget/panel/words";
import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import { textsFor } from "@/lib/texts/texts-for";

const name = { one: "leaf", other: "leaves" };
const nothing = () => {};

const program: StorefrontProgram = {
  points_settings: { points_label: name },
  earning_rules: [
    {
      id: 1,
      name: "Place an order",
      image_url: null,
      action_text: null,
      action_url: null,
      restricted_to_vip_tier_ids: [],
      reward: { type: "points" },
      reward_value: { type: "variable", variable: { value: 2, per_amount: 1 }, fixed: null },
      earning_limit: null,
      kind: "order",
      currency: "EUR",
      minimum: "20.00",
      hold_days: 1,
      limit_text: null,
    },
  ],
  points_products: [],
  vip_tiers: [],
  referral_settings: { status: "inactive", sender_reward: null, receiver_reward: null },
  branding: {
    color: "#1f5c45",
    on_color: "#ffffff",
    panel_color: "#f5f7f4",
    position: { side: "end", inline: 16, block: 16 },
    icon: "leaves",
    hide_on_mobile: false,
    launcher_label: "Rewards",
    sign_in_url: "/login.php",
    create_account_url: "/login.php?action=create_account",
  },
  locale: "en",
  direction: "ltr",
  texts: textsFor("en", {}, name),
};

const customer: ShopperCustomer = {
  id: 1,
  first_name: null,
  last_name: null,
  email: "ada@example.com",
  state: "member",
  date_of_birth: null,
  points_balance: 1,
  points_pending: 30,
  points_debt: 5,
  points_expiring: null,
  referral_url: null,
  vip_tier_id: null,
  vip_status: null,
  bigcommerce_customer_id: 7,
  created_at: "2026-11-24T10:00:00.000Z",
  updated_at: "2026-11-24T10:00:00.000Z",
};

/** The text of the panel, drawn by React as the dashboard's preview does. */
function draw(state: Partial<WidgetState>, view: "home" | "history" = "home"): string {
  const words = {
    t: createTranslate(program.texts, "en"),
    lang: "en",
    dir: "ltr" as const,
    format: createFormat("en", name),
  };
  const html = renderToStaticMarkup(
    <WordsContext.Provider value={words}>
      <WidgetPanel
        state={{ ...initialState, ...state }}
        view={view}
        titleId="title"
        onNavigate={nothing}
        onClose={nothing}
        onRetry={nothing}
        onLoadMore={nothing}
      />
    </WordsContext.Provider>,
  );
  return html.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|");
}

test("the same components draw in React: a member's home with every word in the store's own name for points", () => {
  const text = draw({
    phase: "customer",
    program,
    customer,
    history: { phase: "ready", items: [], nextCursor: null },
  });
  for (const words of [
    "Your balance is 1 leaf.",
    "30 leaves on the way",
    "5 leaves to make up",
    "2 leaves for every €1 you spend",
    "Orders from €20",
    "Yours 1 day after the order",
    "Your first leaves show up here",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toMatch(/\{\w+\}/);
});

test("an excluded customer is told so, kindly", () => {
  const text = draw({ phase: "customer", program, customer: { ...customer, state: "disabled" } });
  expect(text).toContain("Your account does not collect leaves at the moment.");
});

test("every state has its own picture: loading, guest, failed, history", () => {
  expect(draw({})).toContain("Loading your rewards");
  expect(draw({ phase: "guest", program })).toContain("Earn leaves every time you shop");
  expect(draw({ phase: "failed", program })).toContain("Try again");
  expect(
    draw(
      { phase: "customer", program, customer, history: { phase: "failed", items: [], nextCursor: null } },
      "history",
    ),
  ).toContain("The activity could not be loaded.");
});

test("a store that gives nothing at the moment says so", () => {
  expect(draw({ phase: "guest", program: { ...program, earning_rules: [] } })).toContain(
    "nothing to earn right now",
  );
});
