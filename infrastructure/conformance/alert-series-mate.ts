import type { AlertCase } from "./alert-series.ts";

const ready = 'mate_ready{instance="one"}';
const seconds = 'http_request_duration_seconds_count{instance="one",status=';
const bucket = 'http_request_duration_seconds_bucket{instance="one",le=';
const lag = 'mate_webhook_lag_seconds{instance="one"}';
const cap = 'mate_cap_use{instance="one"}';
const ends = 'probe_ssl_earliest_cert_expiry{job="mechanics-mate",instance="https://one"}';
const removed = 'assistant_removals_total{instance="one",rule="number"}';
const day = 24 * 60;

/** Made-up numbers for the rules of Mechanics Mate. Time begins at 0: a moment of 1000000 seconds lies eleven days ahead. */
export const mateAlertCases: AlertCase[] = [
  {
    ...{ alert: "MechanicsMateNotReady", at: "8m", labels: { instance: "one" } },
    ...{ fires: { [ready]: "1 1 0x10" }, quiet: { [ready]: "1 0 1x10" } },
  },
  {
    ...{ alert: "MechanicsMateErrors", at: "20m", labels: {} },
    fires: { [`${seconds}"200"}`]: "0+980x30", [`${seconds}"500"}`]: "0+20x30" },
    quiet: { [`${seconds}"200"}`]: "0+995x30", [`${seconds}"500"}`]: "0+5x30" },
  },
  {
    ...{ alert: "MechanicsMateManyErrors", at: "20m", labels: {} },
    fires: { [`${seconds}"200"}`]: "0+80x30", [`${seconds}"503"}`]: "0+20x30" },
    quiet: { [`${seconds}"200"}`]: "0+95x30", [`${seconds}"503"}`]: "0+5x30" },
  },
  {
    ...{ alert: "MechanicsMateSlow", at: "20m", labels: {} },
    fires: {
      [`${bucket}"1"}`]: "0+90x30",
      [`${bucket}"2.5"}`]: "0+95x30",
      [`${bucket}"10"}`]: "0+100x30",
      [`${bucket}"+Inf"}`]: "0+100x30",
    },
    quiet: {
      [`${bucket}"1"}`]: "0+96x30",
      [`${bucket}"2.5"}`]: "0+100x30",
      [`${bucket}"10"}`]: "0+100x30",
      [`${bucket}"+Inf"}`]: "0+100x30",
    },
  },
  {
    ...{ alert: "MechanicsMateWebhooksLate", at: "10m", labels: { instance: "one" } },
    ...{ fires: { [lag]: "0 901x20" }, quiet: { [lag]: "899x20" } },
  },
  {
    ...{ alert: "MechanicsMateCap", at: "10m", labels: { instance: "one" } },
    ...{ fires: { [cap]: "0.7 0.81x20" }, quiet: { [cap]: "0.8x20" } },
  },
  {
    ...{ alert: "MechanicsMateGuard", at: `${day + 120}m`, labels: {} },
    // Twice a minute all day, then five times.
    fires: { [removed]: `0+2x${day} ${2 * day + 5}+5x180` },
    quiet: { [removed]: `0+2x${day + 180}` },
  },
  {
    ...{ alert: "MechanicsMateCertificate", at: "2h", labels: { job: "mechanics-mate", instance: "https://one" } },
    ...{ fires: { [ends]: "1000000x180" }, quiet: { [ends]: "1400000x180" } },
  },
];
