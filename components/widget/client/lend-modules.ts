import { Fragment, jsx, jsxs } from "preact/jsx-runtime";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Skeleton } from "../panel/history-list";
import { Icon } from "../panel/icons";
import { useWords } from "../panel/words";
import { ApiFailure } from "./request";

/**
 * What the panel lends to a part that is loaded later, so that nothing travels twice and there is one Preact. The build
 * puts these in place of the part's own imports (`lib/widget/build-part.mjs` has the same names).
 */
export const lentModules = {
  jsx: { Fragment, jsx, jsxs },
  react: { useEffect, useLayoutEffect, useRef, useState },
  words: { useWords },
  icons: { Icon },
  "history-list": { Skeleton },
  request: { ApiFailure },
};

export type LentModules = typeof lentModules;
