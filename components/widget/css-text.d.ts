/** A style sheet as minified text; resolved by `lib/widget/build.mjs`. */
declare module "*.css?text" {
  const css: string;
  export default css;
}
