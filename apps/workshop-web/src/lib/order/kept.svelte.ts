/**
 * The row a form was opened with. Lines save one by one and reload the page's data: a form somebody types in keeps its
 * row and its version meanwhile, so that neither words nor a clash get lost.
 */
export function keptWhileTyping<T>(read: () => T) {
  let kept = $state.raw<T>();
  return {
    get row(): T {
      return kept ?? read();
    },
    typing() {
      kept ??= read();
    },
    saved() {
      kept = undefined;
    },
  };
}
