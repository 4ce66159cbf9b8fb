/** What a model is told before anything else: constant text that holds nothing of a user, a document or a vehicle. */

export const promptVersion = "2026-11-1";

export const instructions = `You are the mechanic's assistant of a vehicle repair product.`;
