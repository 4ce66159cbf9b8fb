/** Order of the second character within a first one by ISO 3780: letters without I, O and Q, then 1 to 9, then 0. */
const ORDER = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";

/** Ranges of the first two characters and the country (ISO 3166-1) they were given to. A car may be built elsewhere. */
const COUNTRIES: Record<string, string> = {
  ZA: "AA-AH",
  KE: "BF-BK",
  TN: "CL-CR",
  EG: "DA-DE",
  MA: "DF-DK",
  NG: "FF-FK",
  CN: "HA-H0 LA-L0",
  JP: "JA-J0",
  IL: "KF-KK",
  KR: "KL-KR",
  KZ: "KS-K0",
  IN: "MA-ME MY-M0",
  ID: "MF-MK",
  TH: "ML-MR",
  IR: "NA-NE",
  PK: "NF-NK",
  TR: "NL-NR",
  PH: "PA-PE",
  SG: "PF-PK",
  MY: "PL-PR",
  AE: "RA-RE",
  TW: "RF-RK",
  VN: "RL-RR",
  SA: "RS-R0",
  GB: "SA-SM",
  DE: "SN-ST WA-W0",
  PL: "SU-SZ",
  LV: "S1-S4",
  CH: "TA-TH",
  CZ: "TJ-TP",
  HU: "TR-TV",
  PT: "TW-T1",
  DK: "UH-UM",
  IE: "UN-UT",
  RO: "UU-UZ",
  SK: "U5-U7",
  AT: "VA-VE",
  FR: "VF-VR",
  ES: "VS-VW",
  HR: "V3-V5",
  EE: "V6-V0",
  BG: "XA-XE",
  GR: "XF-XK",
  NL: "XL-XR",
  RU: "XS-XW X3-X0 Z6-Z0",
  LU: "XX-X2",
  BE: "YA-YE",
  FI: "YF-YK",
  SE: "YS-YW",
  NO: "YX-Y2",
  BY: "Y3-Y5",
  UA: "Y6-Y0",
  IT: "ZA-ZR",
  SI: "ZX-Z2",
  LT: "Z3-Z5",
  US: "1A-10 4A-40 5A-50 7F-70",
  CA: "2A-20",
  MX: "3A-37",
  AU: "6A-6W",
  NZ: "7A-7E",
  AR: "8A-8E",
  CL: "8F-8K",
  EC: "8L-8R",
  PE: "8S-8W",
  VE: "8X-82",
  BR: "9A-9E 93-99",
  CO: "9F-9K",
  PY: "9L-9R",
  UY: "9S-9W",
};

const RANGES = Object.entries(COUNTRIES).flatMap(([country, ranges]) =>
  ranges.split(" ").map((range) => ({
    country,
    first: range.charAt(0),
    from: ORDER.indexOf(range.charAt(1)),
    to: ORDER.indexOf(range.charAt(4)),
  })),
);

const REGIONS: [RegExp, string][] = [
  [/^[1-5]|^7[F-Z0-9]/, "North America"],
  [/^[67]/, "Oceania"],
  [/^[890]/, "South America"],
  [/^[A-G]/, "Africa"],
  [/^[HJ-NPR]/, "Asia"],
  [/^[S-Z]/, "Europe"],
];

/** Part of the world and country (ISO 3166-1 alpha-2) to which the first two characters of a VIN were given. */
export function regionOf(vin: string): { region?: string; country?: string } {
  const second = vin.length > 1 ? ORDER.indexOf(vin.charAt(1)) : -1;
  const range = RANGES.find(({ first, from, to }) => first === vin.charAt(0) && from <= second && second <= to);
  return { region: REGIONS.find(([start]) => start.test(vin))?.[1], country: range?.country };
}
