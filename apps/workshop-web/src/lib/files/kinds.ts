import type { KeptFile } from "@mechanicbuddy/contract/files";

const isPhoto = ({ mediaType }: KeptFile) => mediaType.startsWith("image/");

export const photosOf = (files: readonly KeptFile[]) => files.filter(isPhoto);
export const documentsOf = (files: readonly KeptFile[]) => files.filter((file) => !isPhoto(file));
