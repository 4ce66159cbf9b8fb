/**
 * How people ask for a calculation. Head: the calculator; `*` phrase (src/lexicon/phrases.ts), `:` a field with the
 * dimension of its value and, where others share it, the words that stand near it.
 */
export const calculationRecords = `
ohm
* (current|amps|power|watt*|draw*|ohms law)
: voltage | voltage
: resistance | resistance

voltageDrop
* (voltage|volt|volts) drop
: source | voltage | source battery supply before
: load | voltage | load consumer after
: current | current

batteryState
* (state of charge|how (full|charged|flat)|charge state)
* battery & (percent|charged|charge|full|state)
: voltage | voltage
: temperature | temperature

compressionSpread
* compression & (spread|differ*|even|uneven|deviation|compare)
: readings | pressure

leakDown
* (leak down|leakdown|leakage test|cylinder leakage)
: supply | pressure | supply in input first gauge
: held | pressure | held holds out second remains

fuelTrim
* fuel trim*
: shortTerm | share | short stft
: longTerm | share | long ltft

injectorBalance
* injector .. balance
* injector* & (drop*|balance) & (kpa|psi|bar)
: readings | pressure

alternatorRipple
* ripple
: highest | voltage | highest max maximum peak high top
: lowest | voltage | lowest min minimum low bottom

coolantMix
* (coolant|antifreeze) & (mix*|concentrat*|percent|share|drain)
: capacity | volume
: present | share | now present currently has is
: wanted | share | wanted want should target need

brakeWear
* (pad*|disc*|rotor*|brake*) & (wear rate|wear*|last|left|limit) & (km|miles)
: before | length | before new were was
: now | length | now are today
: limit | length | limit minimum min
: distance | distance

refrigerantBand
* (r134a|r1234yf) & (pressure|bar|psi|rest|static)
* (refrigerant|ac|aircon|air con*) & pressure & (at rest|static|standing|engine off)
: temperature | temperature
`;
