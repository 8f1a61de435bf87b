import { sendScript } from "@/lib/widget/send-script";
import { widgetFiles } from "@/lib/widget/widget-files";

/**
 * The panel script by its name, cached for ever since the name changes with the content. A page that still holds an
 * older loader asks for an older name: it gets the panel of today, for a short time. Every other name is a 404.
 */
export async function getWidgetPanel(request: Request, name: string): Promise<Response> {
  const { panelName, panel } = await widgetFiles();
  if (name === panelName) return sendScript(request, panel, "public, max-age=31536000, immutable");
  if (/^panel-[0-9a-f]{10}\.js$/.test(name)) return sendScript(request, panel, "public, max-age=60");
  return new Response(null, { status: 404 });
}
