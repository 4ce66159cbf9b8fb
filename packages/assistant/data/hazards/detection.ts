/**
 * How a hazard is seen in words and codes. Head: the class; `*` phrase (src/lexicon/phrases.ts), in question or answer;
 * `#` codes, from and to, of the class whatever a card says.
 */
export const hazardDetection = `
airbag
* (airbag*|air bag*|srs|pretensioner*|belt tensioner*|clock spring|clockspring|slip ring|squib*|curtain bag)
* (seat belt*|seatbelt*) & (remov*|replac*|light|lamp|fault|code*|repair*|buckle|unplug*|disconnect*|tension*|retract*|open*|stuck|jam*)
* steering wheel & (remov*|take|taking|off|pull*|swap*|replac*)
* seat & (remov*|take out|taking out|unbolt*) & (front|driver*|passenger|car|plug*)
* yellow (plug*|connector*|cable*)
* (crash|impact) sensor*
* (dashboard|dash) & (remov*|take out|taking out)
# B0000 B00FF
# U0151 U0154

high-voltage
* (high voltage|hv|traction battery|drive battery|hybrid battery|ev battery)
* orange (cable*|wire*|plug*)
* (service|safety|maintenance) (plug|disconnect)
* (inverter|on board charger|dc dc|isolation fault|insulation fault|hv interlock|interlock)
* (electric|hybrid|ev|phev|plug in|bev) & (battery|motor|drive|compressor|cable*|charg*|isolation|insulation)
* (leaf|tesla|prius|zoe|id3|e golf|ioniq|bolt|taycan) & (battery|motor|inverter|cell*|pack|drive unit|charg*)
* battery pack
* (ev|hybrid|phev|bev|electric (car|vehicle|van)) & (jump*|tow*|charg*|crash|flood*|weld*|lift*|battery)
* (400|800) (v|volt*)
# P0A00 P0FFF
# U0110 U0113

brakes
* brak*
* (brake drum*|drum shoe*|drum brake*|drums|shoes)
* (caliper*|calliper*|abs|esp|esc|handbrake|hand brake|wheel cylinder*|master cylinder)
* (pad|pads|rotor|rotors|disc|discs) & (new|thin*|worn|replac*|change*|chang*|fit*|thickness|front|rear|minimum|wear)
# C0000 C02FF
# U0121 U0122
# U0128 U0129
# U0415 U0418
# P0504 P0504
# P0571 P0571

steering-suspension
* (steering|suspension|strut*|shock absorber*|shocks|damper*|wishbone*|control arm*|ball joint*|track rod*|tie rod*|subframe|wheel bearing*|hub nut|axle nut|anti roll bar|sway bar|drop link*|trailing arm*|wheel alignment|geometry|camber|caster|tracking)
* (drive shaft*|driveshaft*|cv joint*|cv boot*|half shaft*) & (replac*|remov*|change*|click*|nut|torque|split)
# U0126 U0126
# U0130 U0134
# U0419 U0420
# U0428 U0428
# P0550 P0554

springs
* (coil|road|suspension|front|rear|leaf|broken|snapped|compress*|lowering) spring*
* spring* & (compressor*|compress*|strut*|suspension|broken|snapped|replac*)
* strut & (replac*|remov*|change*|chang*|dismantl*|mount*)
* (torsion bar*|tailgate spring*)

lifting
* (jack|jacks|jacking|axle stand*|jack stand*|lift|lifting|hoist|ramp|ramps|pit)
* (drop*|lower*|remov*) .. (gearbox|transmission|engine|subframe|fuel tank|exhaust|axle|sump)
* under (the|my|a) (car|vehicle|engine|truck|van)
* (change|changing|replac*|remov*|drain*|fit*|renew*) .. (oil|sump|exhaust|clutch|gearbox|transmission|driveshaft*|drive shaft*|wheel bearing*|brake*|caliper*|disc*|pads|rotor*|spring*|strut*|shock*|wheel|starter|fuel tank|catalytic converter|dpf|subframe|wishbone*|control arm*|ball joint*|fuel filter)
* (oil|clutch|exhaust|gearbox) (change|replacement|swap)

fuel
* (fuel|petrol|gasoline) & (leak*|smell*|line*|pump*|filter*|tank*|rail|pressure|injector*|hose*|drip*|drain*|vapour|vapor|fumes|remov*|siphon*|regulator|wet|spill*)
* (smell*|leak*|drip*) .. (diesel|gas)
* (injector*|carburettor*|carburetor*|carb) & (remov*|replac*|clean*|test*|leak*|change*|chang*)
* (evap|purge valve|charcoal canister|fuel vapour|fuel vapor|filler neck|gas tank|gas cap)
* (lpg|cng)
# P0087 P0094
# P0170 P0175
# P0180 P0194
# P0200 P0212
# P0230 P0233
# P0251 P0296
# P0440 P0469
# P0627 P0629

diesel-pressure
* (common rail|rail pressure)
* (high pressure|injection) (pump|line*|pipe*|fuel|pressure)
* diesel & (injector*|leak*|bleed*|line*|pump|rail|pressure|pipe*|filter)
* (tdi|hdi|dci|cdti|crdi|tdci|cdi|jtd|multijet|d4d|duramax|powerstroke|cummins) & (injector*|leak*|pump|rail|pressure|bleed*|fuel)
* (crack|loosen|open|undo) .. (injector*|injection|fuel) (pipe*|line*|union*|nut*)

refrigerant
* recharg* .. (ac|air con*|aircon)
* (refrigerant|r134a|r1234yf|r12|freon|regas*|re gas*)
* (air con*|aircon|air conditioning|ac|a c) & (compressor|condenser|evaporator|pipe*|hose*|recharg*|refill*|regas*|top up|leak*|open*|drain*|gas|dryer|drier|receiver|not cold|cold|cool*|pressure*|vent*|evacuat*|system)
# P0530 P0534
# P0645 P0647

hot-coolant
* (coolant|antifreeze|radiator|thermostat|water pump|overheat*|over heating|expansion tank|header tank|heater core|heater matrix|cooling system|head gasket|steam)
* (temperature|temp) .. (gauge|light|lamp|warning|needle|red|high)
* engine .. (too hot|boil*|very hot|running hot|runs hot)
* egr cooler
* (hot|warm) engine & (oil|drain|cap|coolant)
* oil (change|drain|service)
* (drain|change|changing) .. oil
# P0115 P0119
# P0125 P0128
# P0217 P0218
# P0480 P0485
# P0691 P0694
# P2457 P2457

exhaust-gas
* (exhaust|catalytic|catalyst|cat|muffler|silencer|dpf|particulate|egr|turbo*|lambda sensor*|oxygen sensor*|o2 sensor*|fumes|carbon monoxide|tailpipe|tail pipe|regeneration|regen|manifold)
* (run*|start*|idl*) .. (engine|car) .. (garage|indoors|inside|closed|shed)
* misfir*
# P0030 P0064
# P0130 P0167
# P0300 P0316
# P0400 P0439
# P0470 P0479
# P0544 P0549
# P2000 P2003
# P2031 P2036
# P2195 P2198
# P2270 P2273
# P2452 P2463

battery
* battery
* (jump start*|jumpstart*|jump lead*|jumper cable*|booster pack|boost start)
* (alternator|charging system|starter) & (remov*|replac*|test*|not|fault*|charg*|click*|change*|chang*|whin*|bad)
* (wont|not|doesnt|no) .. (crank*|turn over)
# P0560 P0563
# P0615 P0626
# P2502 P2504

belts
* (timing|cam|aux|auxiliary|serpentine|drive|fan|alternator|v|toothed) belt*
* (cambelt*|belt tensioner*|belt squeal*|idler pulley*|pulley*)
* belt & (squeal*|squeak*|replac*|change*|chang*|tension*|slip*|snapp*|broke*|crack*)
* (cooling fan*|radiator fan*|fan) & (run*|on|off|test*|not|relay|blade*|start*)
* (alternator|water pump|power steering pump) & (replac*|remov*|change*|chang*|nois*)
# P0480 P0485
# P0620 P0626
# P0691 P0694

wheels
* (tyre*|tire*|wheel nut*|wheel bolt*|lug nut*|lug bolt*|wheel bearing*|wheel stud*|rims|spare wheel|puncture*|tpms|loose wheel)
* wheel* & (remov*|change*|chang*|torque|bolt*|nut*|wobbl*|vibrat*|loose|balanc*|fit*|swap*|rotat*)
* (flat|blowout|blow out) & (tyre|tire|wheel)
# C0035 C0052
# C0750 C0775
`;
