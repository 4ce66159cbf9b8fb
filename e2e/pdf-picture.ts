import { PDFiumLibrary } from "@hyzyla/pdfium";
import type { Browser } from "playwright-core";

/** The first page of a PDF as PNG: PDFium draws it, the browser packs it. */
export async function pictureOf(pdf: Uint8Array, browser: Browser): Promise<Buffer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  try {
    const { data, width, height } = await document.getPage(0).render({ scale: 1.5, render: "bitmap" });
    const page = await browser.newPage();
    const packed = await page.evaluate(
      `(() => {
        const canvas = new OffscreenCanvas(${width}, ${height});
        const pixels = Uint8ClampedArray.from(atob("${Buffer.from(data).toString("base64")}"), (c) => c.charCodeAt(0));
        canvas.getContext("2d").putImageData(new ImageData(pixels, ${width}, ${height}), 0, 0);
        return canvas.convertToBlob({ type: "image/png" }).then((blob) => new Promise((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(reader.result);
          reader.readAsDataURL(blob);
        }));
      })()`,
    );
    await page.close();
    return Buffer.from(String(packed).split(",")[1] ?? "", "base64");
  } finally {
    document.destroy();
    library.destroy();
  }
}
