import type { BoardCard as Car } from "@mechanicbuddy/contract/work-orders";
import type { BoardCard } from "@mechanicbuddy/ui/board";

/** What the site needs of one column with its cars. */
export interface ColumnWithCars {
  id: string;
  name: string;
  category: string;
  cards: Car[];
}

export type CarCard = BoardCard & { car: Car };

/** Cars as cards of the board. `moved` says where a card went before the server has answered. */
export function cardsOf(columns: ColumnWithCars[], moved: Record<string, string>, noPlate: string): CarCard[] {
  return columns.flatMap((column) =>
    column.cards.map((car) => ({
      id: car.id,
      columnId: moved[car.id] ?? column.id,
      name: car.plate ?? `${noPlate} ${car.number}`,
      href: `/app/work/${car.id}`,
      ...(car.late ? { tone: "bad" as const } : {}),
      car,
    })),
  );
}
