/** A stroke in parts of the pad's size, so that it survives turning the phone. */
export type Stroke = { x: number; y: number }[];

/** Largest signature the server takes, in bytes. */
export const signatureBytes = 200_000;

/** Bytes behind a base64 data address. */
export function dataUrlBytes(url: string): number {
  const base64 = url.slice(url.indexOf(",") + 1);
  return Math.floor((base64.length * 3) / 4) - (base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0);
}

/** Draws the strokes black on white, as they will be printed, over the whole canvas. */
export function drawStrokes(canvas: HTMLCanvasElement, strokes: Stroke[]): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const { width, height } = canvas;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = "#101820";
  pen.lineWidth = Math.max(2, width / 250);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(({ x, y }, index) => {
      if (index === 0) pen.moveTo(x * width, y * height);
      pen.lineTo(x * width + (stroke.length === 1 ? 1 : 0), y * height);
    });
    pen.stroke();
  }
}
