/**
 * Typical service intervals. Head: id, powertrains (p petrol, d diesel, h hybrid, e electric), distance in 1000 km,
 * months (`-` none), hazards; `=` item, `*` phrase (src/lexicon/phrases.ts), `+` what else decides.
 */
export const intervalRecords = `
engine-oil | p d h | 10-30 | 12-24 | hot-coolant
= Engine oil and filter
* (oil|oil and filter|oil filter) (change*|service*|replac*|interval*)
* (change|replace|renew|new) .. (oil|oil filter)
* oil & (how often|when|interval*|due|every|last)
+ Short trips, towing, dust and cold ask for the shorter end; flexible service follows the car's own display.

air-filter | p d h | 30-60 | 24-48 | -
= Air filter of the engine
* (air filter|engine filter|air cleaner)
+ Dust asks for the shorter end.

cabin-filter | p d h e | 15-30 | 12-24 | -
= Cabin filter
* (cabin|pollen|interior|ac|dust) filter*
+ Smell, weak air and misted windows ask for it earlier.

fuel-filter-petrol | p h | 60-120 | 48-96 | fuel
= Fuel filter, petrol, where it can be changed by itself
* (fuel|petrol|gas|gasoline) filter*
+ Many sit in the tank with the pump and have no interval.

fuel-filter-diesel | d | 30-60 | 24-48 | fuel diesel-pressure
= Fuel filter, diesel
* (fuel|diesel) filter*
+ Drain water in between where the maker asks for it.

spark-plugs | p h | 30-120 | 48-96 | -
= Spark plugs
* (spark plug*|plugs|sparkplug*)
+ Plain nickel plugs stand at the short end, platinum and iridium at the long one.

glow-plugs | d | - | - | -
= Glow plugs
* glow plug*
+ No interval: tested when starting is poor, replaced in a set when one has failed of age.

timing-belt | p d h | 60-180 | 60-120 | belts
= Timing belt with tensioner and water pump
* (timing|cam|cambelt|toothed) (belt*|kit)
* cambelt*
+ Age counts as much as distance. A belt that fails destroys many engines: the maker's figure is a limit, not advice.

timing-chain | p d h | - | - | -
= Timing chain
* timing chain*
+ No interval: judged by noise, by the angle of the shafts and by the oil changes it had.

auxiliary-belt | p d h | 60-120 | 48-96 | belts
= Auxiliary belt
* (auxiliary|aux|serpentine|drive|fan|alternator|v) belt*
+ Looked at every service for cracks, oil and noise.

coolant | p d h e | 60-240 | 24-120 | hot-coolant
= Coolant
* (coolant|antifreeze) & (change*|replac*|flush*|interval*|how often|when|due|renew)
+ Older inhibitors stand at the short end, organic ones at the long one; freezing point is tested each autumn.

brake-fluid | p d h e | - | 24-36 | brakes
= Brake fluid
* brake fluid & (change*|replac*|flush*|interval*|how often|when|due|renew|bleed)
+ It takes up water with time, whatever the distance.

brake-check | p d h e | 15-30 | 12-24 | brakes lifting wheels
= Brakes: wear and free movement
* brake* & (check*|inspect*|interval*|how often|service)
+ Pads and discs are changed by wear, not by distance. Electric cars: rust from little use.

manual-gearbox-oil | p d | 60-160 | 48-120 | lifting
= Manual gearbox oil
* (manual|gearbox|transmission) (oil|fluid) & (change*|interval*|how often|when|due|replac*)
+ Many makers give none.

automatic-fluid | p d h | 60-120 | 48-96 | lifting
= Automatic gearbox fluid
* (automatic|auto|atf|torque converter) .. (fluid|oil|service|gearbox|transmission)
* (automatic|auto|atf|torque converter) .. (fluid|oil) & (change*|interval*|how often|when|due|replac*|service*)
* (atf|transmission fluid)
+ "Filled for life" is the maker's word for its own terms; heat and towing ask for a change.

dual-clutch-oil | p d h | 50-120 | 48-72 | lifting
= Dual clutch gearbox oil and filter, wet clutches
* (dsg|dct|pdk|dual clutch|powershift|s tronic)
* (dsg|dct|pdk|dual clutch|powershift|s tronic) .. (oil|fluid|filter|service) & (change*|interval*|how often|when|due|replac*|service*)
+ Dry clutch gearboxes have other intervals or none.

cvt-fluid | p h | 40-100 | 36-72 | lifting
= CVT fluid
* cvt
* cvt .. (fluid|oil) & (change*|interval*|how often|when|due|replac*|service*)
+ Only the maker's fluid; hybrids with planetary gears are not of this kind.

four-wheel-drive | p d h | 40-90 | 36-72 | lifting
= Oil of transfer case, differentials and drive coupling
* (haldex|transfer case|transfer box|differential|diff|rear axle) .. (oil|fluid|service|change*)
* (haldex|transfer case|transfer box|differential|diff|rear axle) .. (oil|fluid) & (change*|interval*|how often|when|due|replac*|service*)
+ Couplings with a filter or screen want it cleaned with the oil.

power-steering | p d | 60-120 | 48-96 | steering-suspension
= Power steering fluid, where there is some
* (power steering|pas) (fluid|oil)
+ Most makers give none: judged by colour and noise.

tyre-rotation | p d h e | 8-15 | - | wheels lifting
= Tyres: wear, change of places
* (rotat*|swap) .. (tyre*|tire*|wheel*)
* (tyre*|tire*) & (rotat*|how often)
+ By wear. Directional and mixed sizes cannot change sides or axles.

tyre-age | p d h e | - | 72-120 | wheels
= Tyres: age
* (tyre*|tire*) & (age|old|years|expire*|date|dot code)
+ The date of making stands on the side wall; cracks decide earlier. The law sets the least tread.

starter-battery | p d h e | - | 48-84 | battery
= Starter battery (12 volt)
* (battery|12v battery) & (replac*|change*|last|how long|how often|interval*|due|life)
+ Judged by a load test, not by age alone; many cars want the new one coded in.

wipers | p d h e | - | 6-12 | -
= Wiper blades
* wiper*
+ By streaks.

air-conditioning | p d h e | - | 24-48 | refrigerant
= Air conditioning check
* (air con*|aircon|ac|a c) & (service*|regas*|recharge*|interval*|how often|check)
+ A tight system needs no refill: an amount that is too small means a leak.

valve-clearance | p d | 60-160 | 48-96 | -
= Valve clearance, where it is set by hand
* valve* & (adjust*|clearance*) & (how often|when|interval*|due)
+ Gas-converted engines ask for the short end.

particulate-filter | d | 150-300 | - | exhaust-gas
= Particulate filter: ash
* (dpf|particulate filter) & (replac*|clean*|how often|when|interval*|last|life)
+ By calculated ash and measured pressure.

reductant | d | 5-20 | - | -
= Reductant (AdBlue, DEF) refill
* (adblue|def|reductant|diesel exhaust fluid) & (refill|how often|when|last|interval*|top)
+ By use; the display counts down.

reduction-gear-oil | e h | 80-240 | 72-120 | high-voltage lifting
= Oil of the electric drive unit
* (reduction|drive unit|ev|electric|motor) (gear|gearbox|drive|motor) .. (oil|fluid)
* (reduction|drive unit|ev|electric|motor) .. (oil|fluid) & (change*|interval*|how often|when|due|replac*|service*)
+ Many makers give none.

high-voltage-check | e h | 20-40 | 12-24 | high-voltage
= High-voltage parts by eye, and the cooling of the battery
* (high voltage|hv|hybrid|traction|ev) & (check|inspection|service|interval*|how often)
+ By people trained for it; the fan filter of hybrid batteries clogs with dust and hair.

annual-inspection | p d h e | 15-30 | 12-24 | -
= Inspection of the whole car
* (service|inspection|servicing|maintenance) & (due|next|interval*|how often|when|every|schedule)
+ The display or the service book says which jobs belong to it.
`;
