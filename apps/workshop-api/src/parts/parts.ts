export { issue, type LineQuantity, type Quantity, reserve, type Taken, takeBack } from "./stock.ts";
