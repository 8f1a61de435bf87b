/** Filled shapes on a 24 × 24 grid; colour and size come from the style sheet. */
const paths = {
  close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z",
  back: "M15.4 6.4 14 5l-7 7 7 7 1.4-1.4L9.8 12z",
  bag: "M7 8V7a5 5 0 0 1 10 0v1h2.2a1 1 0 0 1 1 .9L21 20a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2L3.8 8.9a1 1 0 0 1 1-.9zm2 0h6V7a3 3 0 0 0-6 0z",
  star: "m12 2.5 2.9 6.2 6.6.8-4.9 4.6 1.3 6.7L12 17.4l-5.9 3.4 1.3-6.7L2.5 9.5l6.6-.8z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  minus: "M5 11h14v2H5z",
  clock:
    "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 2a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm1 2v4.5l3.2 1.9-1 1.7L11 12.6V7z",
  gift: "M12 7c-.6-2.8-1.9-4-3.6-4a2.4 2.4 0 0 0-2.3 3H3v5h8V8h2v3h8V6h-3.1a2.4 2.4 0 0 0-2.3-3c-1.7 0-3 1.2-3.6 4zM4 13v8h7v-8zm9 0v8h7v-8z",
  lock: "M7 10V8a5 5 0 0 1 10 0v2h1a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 18 21H6a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 6 10zm2 0h6V8a3 3 0 0 0-6 0z",
  check: "m9.5 17.6-5-5 1.4-1.4 3.6 3.6 8.6-8.6 1.4 1.4z",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

const leaf = "M50 0c8.5 7 8.5 16 0 24-8.5-8-8.5-17 0-24z";
const leafAngles = [36, 63, 90, 117, 144];

/** The laurel wreath: leaves along two branches that meet at the foot. */
export function Wreath() {
  return (
    <svg className="wreath" viewBox="0 0 100 100" aria-hidden="true">
      {[1, -1].map((side) =>
        leafAngles.map((angle) => (
          <path
            key={side * angle}
            d={leaf}
            transform={`rotate(${side * angle} 50 50) rotate(${side * -42} 50 14)`}
          />
        )),
      )}
      <path className="stem" d="M50 92C22 90 12 66 17 38M50 92c28-2 38-26 33-54" />
    </svg>
  );
}
