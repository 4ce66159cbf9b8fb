export { quantityText } from "./part.ts";
export { inMode, type TypedPrice } from "./price.ts";
export { issue, type LineQuantity, type Quantity, reserve, type Taken, takeBack } from "./stock.ts";
