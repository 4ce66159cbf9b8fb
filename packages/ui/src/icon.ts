import type { Component } from "svelte";

/** What components ask of an icon; every icon of `@lucide/svelte/icons/*` fits. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; class?: string }>;
