import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export const topFolders = ["app", "components", "lib", "inngest", "prisma", "test"];

const leftOut = new Set(["node_modules", "generated", ".tmp"]);

export type SourceFile = { path: string; text: string };

/** Every file below the given folders or files (default: all six) with one of the endings, generated ones left out. */
export function readSources(endings: string[], roots: string[] = topFolders): SourceFile[] {
  return roots
    .filter((root) => existsSync(root))
    .flatMap((root) => (statSync(root).isFile() ? [root] : listFiles(root)))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

/** `path:line` of every line that matches, for a failure message that leads there. */
export function findLines(files: SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
  );
}
