/** Models people commonly name, by make as `KNOWN_MAKES` writes it: to choose from while typing, never to refuse another. */
const MODELS: Record<string, string> = {
  "Alfa Romeo": "147, 156, 159, Giulia, Giulietta, MiTo, Stelvio, Tonale",
  Audi: "A1, A2, A3, A4, A5, A6, A7, A8, e-tron, Q2, Q3, Q4 e-tron, Q5, Q7, Q8, TT",
  BMW: "1 Series, 2 Series, 3 Series, 4 Series, 5 Series, 6 Series, 7 Series, i3, i4, iX, X1, X2, X3, X4, X5, X6, Z4",
  Chevrolet: "Aveo, Captiva, Cruze, Lacetti, Matiz, Orlando, Spark",
  Citroën: "Berlingo, C1, C3, C3 Aircross, C4, C4 Cactus, C4 Picasso, C5, C5 Aircross, C8, Jumper, Jumpy, Xsara",
  Dacia: "Dokker, Duster, Jogger, Lodgy, Logan, Sandero, Spring",
  Fiat: "500, 500L, 500X, Bravo, Doblo, Ducato, Grande Punto, Panda, Punto, Scudo, Tipo",
  Ford: "B-Max, C-Max, EcoSport, Fiesta, Focus, Galaxy, Ka, Kuga, Mondeo, Mustang Mach-E, Puma, Ranger, S-Max, Tourneo, Transit",
  Honda: "Accord, Civic, CR-V, CR-Z, FR-V, HR-V, Insight, Jazz",
  Hyundai: "Getz, i10, i20, i30, i40, Ioniq, Ioniq 5, ix20, ix35, Kona, Santa Fe, Tucson",
  Jaguar: "E-Pace, F-Pace, I-Pace, S-Type, X-Type, XE, XF, XJ",
  Jeep: "Cherokee, Compass, Grand Cherokee, Patriot, Renegade, Wrangler",
  Kia: "Carens, Ceed, EV6, Niro, Optima, Picanto, Rio, Sorento, Soul, Sportage, Stonic, Venga",
  "Land Rover": "Defender, Discovery, Discovery Sport, Freelander, Range Rover, Range Rover Evoque, Range Rover Sport",
  Lexus: "CT, ES, GS, IS, NX, RX, UX",
  Mazda: "2, 3, 5, 6, CX-3, CX-30, CX-5, CX-60, CX-7, MX-5",
  "Mercedes-Benz":
    "A-Class, B-Class, C-Class, CLA, CLS, E-Class, GLA, GLC, GLE, M-Class, S-Class, Sprinter, V-Class, Viano, Vito",
  Mini: "Clubman, Cooper, Countryman, One, Paceman",
  Mitsubishi: "ASX, Carisma, Colt, Eclipse Cross, L200, Lancer, Outlander, Pajero, Space Star",
  Nissan: "Almera, Ariya, Juke, Leaf, Micra, Navara, Note, NV200, Pathfinder, Primera, Qashqai, X-Trail",
  Opel: "Adam, Agila, Antara, Astra, Combo, Corsa, Crossland, Grandland, Insignia, Meriva, Mokka, Movano, Signum, Vectra, Vivaro, Zafira",
  Peugeot:
    "106, 107, 108, 2008, 206, 207, 208, 3008, 307, 308, 407, 408, 5008, 508, 807, Boxer, Expert, Partner, Rifter",
  Porsche: "911, Boxster, Cayenne, Cayman, Macan, Panamera, Taycan",
  Renault:
    "Captur, Clio, Espace, Fluence, Kadjar, Kangoo, Koleos, Laguna, Master, Megane, Modus, Scenic, Talisman, Trafic, Twingo, Zoe",
  Saab: "9-3, 9-5",
  SEAT: "Alhambra, Altea, Arona, Ateca, Cordoba, Ibiza, Leon, Mii, Tarraco, Toledo",
  Škoda: "Citigo, Enyaq, Fabia, Kamiq, Karoq, Kodiaq, Octavia, Rapid, Roomster, Scala, Superb, Yeti",
  Smart: "Forfour, Fortwo, Roadster",
  Subaru: "BRZ, Forester, Impreza, Legacy, Levorg, Outback, Tribeca, XV",
  Suzuki: "Alto, Baleno, Grand Vitara, Ignis, Jimny, S-Cross, Splash, Swift, SX4, Vitara",
  Tesla: "Model 3, Model S, Model X, Model Y",
  Toyota: "Auris, Avensis, Aygo, C-HR, Camry, Corolla, Hilux, Land Cruiser, Prius, Proace, RAV4, Verso, Yaris",
  Volkswagen:
    "Amarok, Arteon, Beetle, Bora, Caddy, Crafter, Fox, Golf, ID.3, ID.4, Jetta, Lupo, Multivan, Passat, Polo, Scirocco, Sharan, T-Cross, T-Roc, Tiguan, Touareg, Touran, Transporter, up!",
  Volvo: "C30, EX30, S40, S60, S80, S90, V40, V50, V60, V70, V90, XC40, XC60, XC70, XC90",
};

/** How else people write a make. */
const SPELLINGS: Record<string, string> = {
  vw: "volkswagen",
  mercedes: "mercedes-benz",
  merc: "mercedes-benz",
  alfa: "alfa romeo",
  vauxhall: "opel",
  landrover: "land rover",
};

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
const byMake = new Map(Object.entries(MODELS).map(([make, models]) => [plain(make), models.split(", ")]));

/** Models of a make however it is written; none for a make that is not known. */
export function knownModels(make: string): readonly string[] {
  const key = plain(make);
  return byMake.get(SPELLINGS[key] ?? key) ?? [];
}
