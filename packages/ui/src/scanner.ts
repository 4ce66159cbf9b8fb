import { isTyping } from "./keys.ts";

/** Slower than this between two keys is a person. */
const scannerMs = 35;
const shortestCode = 5;

/** Recognises a hand scanner, a very fast typist who ends with Enter, anywhere outside fields. Add it to `keydown`. */
export function readScanner(onscan: (code: string) => void): (event: KeyboardEvent) => void {
  let code = "";
  let lastAt = 0;
  return (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.timeStamp - lastAt > scannerMs) code = "";
    lastAt = event.timeStamp;
    if (event.key.length === 1) code += event.key;
    if (event.key !== "Enter") return;
    if (code.length >= shortestCode) {
      event.preventDefault();
      onscan(code);
    }
    code = "";
  };
}
