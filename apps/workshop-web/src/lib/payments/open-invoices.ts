/** Field of what an invoice is to get; named by its id, so that a form without script says which. */
export const openField = (invoiceId: string) => `amount-${invoiceId}`;

/** Spreads a sum over open invoices in their order, as far as it reaches. */
export function proposed(sumCents: number, open: readonly { id: string; openCents: number }[]): Map<string, number> {
  let left = sumCents;
  return new Map(
    open.map(({ id, openCents }) => {
      const cents = Math.min(left, openCents);
      left -= cents;
      return [id, cents];
    }),
  );
}
