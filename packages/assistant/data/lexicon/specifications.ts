/**
 * What people ask a figure for. Head: id, kind, hazards; `=` name, `*` phrase (src/lexicon/phrases.ts),
 * `@` where it is printed, `?` what else must be known to look it up.
 */
export const specificationTerms = `
wheel-bolt-torque | torque | wheels
= tightening torque of the wheel bolts or nuts
* (wheel|lug) (bolt*|nut*|stud*) & (torque|tight*|nm|ft lb*|spec*|how hard)
* (torque|tight*) .. (wheel*|lug*)
@ The handbook's chapter on changing a wheel, or the maker's chassis pages
? The wheels fitted (steel or alloy) and the bolts or nuts used

spark-plug-torque | torque | -
= tightening torque of the spark plugs
* (spark plug*|plugs) & (torque|tight*|nm|ft lb*)
@ The maker's engine pages, or the leaflet of the plug
? Engine code, thread and type of seat

cylinder-head-torque | torque | -
= tightening sequence of the cylinder head bolts
* (head bolt*|cylinder head|head gasket) & (torque|tight*|nm|angle|sequence|ft lb*)
@ The maker's engine pages
? Engine code, and whether the bolts are new

drain-plug-torque | torque | lifting
= tightening torque of the oil drain plug
* (drain plug|sump plug|oil plug|drain bolt) & (torque|tight*|nm|ft lb*)
@ The maker's engine pages
? Engine code and the washer used

caliper-torque | torque | brakes
= tightening torques of the brake caliper and carrier
* (caliper*|calliper*|carrier|slide pin*) & (torque|tight*|nm|ft lb*)
@ The maker's brake pages
? Front or rear, and the brake code of the car

hub-nut-torque | torque | wheels steering-suspension lifting
= tightening of the hub or drive shaft nut
* (hub nut|axle nut|drive shaft nut|driveshaft nut|hub bolt) & (torque|tight*|nm|ft lb*|angle)
@ The maker's chassis pages
? Axle, and whether nut or bolt is new

suspension-torque | torque | steering-suspension lifting
= tightening torques of suspension and steering
* (ball joint|wishbone|control arm|track rod|tie rod|strut|shock*|anti roll|sway bar|subframe|trailing arm) & (torque|tight*|nm|ft lb*)
@ The maker's chassis pages; many joints are tightened with the car at its normal height
? Part, side, and whether the bolts are new

any-torque | torque | -
= tightening torque
* (torque|tightening|tightened|nm|newton*|ft lb*|lb ft|foot pound*|how tight|torqued)
@ The maker's repair pages for the part
? The part, and the engine or chassis code

oil-capacity | capacity | -
= engine oil capacity
* (how much|how many|capacity|litre*|liter*|quart*|amount|fill) .. (oil|engine oil)
* oil & (capacity|litre*|liter*|quart*|how much|how many|quantity)
@ The handbook's table of capacities
? Engine code, and with or without filter

oil-grade | grade | -
= engine oil grade and approval
* (what|which|right|correct|type|grade|kind|sort) .. oil
* oil & (grade|viscosity|spec*|approval|type|weight)
* (0w|5w|10w|15w|20w) (16|20|30|40|50|60)
@ The handbook's chapter on fluids, or the label under the bonnet
? Engine code, particulate filter or not, and the service regime

coolant-capacity | capacity | hot-coolant
= coolant capacity
* (coolant|antifreeze|cooling system) & (capacity|litre*|liter*|how much|how many|quart*|quantity)
@ The handbook's table of capacities
? Engine code, and with or without rear heater

coolant-type | grade | hot-coolant
= coolant type
* (which|what|right|correct|type|colour|color|mix) .. (coolant|antifreeze)
* (coolant|antifreeze) & (type|spec*|colour|color|mix*|which)
@ The handbook's chapter on fluids, or the cap of the expansion tank
? What is in the system now

gearbox-oil | grade | lifting
= gearbox oil type and capacity
* (gearbox|transmission|atf|dsg|cvt|diff*|differential|transfer case|haldex|gear) & (oil|fluid|atf) & (capacity|type|spec*|how much|which|what|litre*|liter*|quart*|level)
@ The maker's gearbox pages
? Gearbox code from the label or the registration data

brake-fluid-type | grade | brakes
= brake fluid type
* brake fluid & (type|which|what|dot|spec*|grade)
@ The cap of the reservoir and the handbook
? Anti-lock and stability system of the car

washer-adblue | capacity | -
= reductant (AdBlue, DEF) tank
* (adblue|def|diesel exhaust fluid|reductant) & (capacity|litre*|liter*|gallon*|how much|type|which|refill)
@ The handbook's chapter on refuelling
? Model and year

tyre-pressure | pressure | wheels
= tyre pressure
* (tyre*|tire*) & (pressure*|psi|bar|kpa|inflat*)
* (psi|pressure*) .. (tyre*|tire*|wheel*)
@ The placard on the door frame or fuel flap, and the handbook
? Tyre size, load, and summer or winter tyres

tyre-size | size | wheels
= approved tyre and wheel sizes
* (what|which|right) & (size|sizes) & (tyre*|tire*|wheel*|rim*)
* (tyre*|tire*|wheel*|rim*) & (size*|offset|pcd|et|load index)
@ The placard, the handbook and the registration papers
? Model, engine and brakes

fuel-pressure | pressure | fuel
= fuel pressure
* (fuel|petrol|rail|lift pump|common rail|gas) & pressure
@ The maker's fuel system pages
? Engine code and system (low side or rail)

oil-pressure-value | pressure | -
= engine oil pressure
* oil pressure & (how much|what|spec*|bar|psi|should|value|minimum|normal|correct)
@ The maker's engine pages, by temperature and speed
? Engine code, oil and temperature

compression | pressure | -
= compression pressure
* compression & (how much|what|spec*|bar|psi|should|value|minimum|normal|figure*|pressure)
@ The maker's engine pages
? Engine code

boost-pressure | pressure | -
= boost pressure
* (boost|turbo) & (pressure|bar|psi|how much|spec*)
@ The maker's engine management pages, by load
? Engine code and software

cap-pressure | pressure | hot-coolant
= opening pressure of the coolant cap
* (radiator cap|coolant cap|expansion cap|pressure cap|rad cap) & (pressure|bar|psi|rating|what|kpa)
@ Printed on the cap
? The cap that belongs to the car

ac-charge | capacity | refrigerant
= refrigerant type and amount
* (refrigerant|r134a|r1234yf|air con*|aircon|ac|a c|freon) & (how much|gram*|amount|charge|capacity|type|which|ounces|oz|fill)
@ The placard under the bonnet
? Nothing else: the placard of this very car decides

plug-gap | gap | -
= spark plug gap
* (plug*|spark*) & gap
@ The maker's engine pages, or the leaflet of the plug
? Plug number and engine code

valve-clearance | gap | -
= valve clearance
* (valve*|tappet*) & (clearance*|gap*|lash|adjust*)
@ The maker's engine pages; cold or warm is said there
? Engine code, intake or exhaust

disc-thickness | gap | brakes
= smallest thickness of the brake discs
* (disc*|disk*|rotor*) & (thickness|minimum|min|wear limit|thin|worn|mm)
@ Cast or stamped on the disc, and the maker's brake pages
? The disc fitted

pad-thickness | gap | brakes
= smallest thickness of the brake pads
* (pad*|shoe*|lining*) & (thickness|minimum|min|wear limit|mm|how thin)
@ The maker's brake pages
? The pad fitted, with or without back plate

run-out | gap | brakes
= largest run-out of discs or hubs
* (run out|runout) & (disc*|rotor*|hub*|what|spec*|limit|max*)
@ The maker's brake and chassis pages
? Disc or hub

sensor-gap | gap | -
= air gap of a speed sensor
* (air gap|sensor gap|gap) & sensor
@ The maker's pages for that sensor; many cannot be adjusted
? Which sensor

belt-tension | gap | belts
= belt tension or deflection
* belt & (tension|deflection|tight|slack|hz)
@ The maker's engine pages; most modern belts have an automatic tensioner
? Engine code and which belt

timing | timing | belts
= valve timing marks and settings
* (timing|cam|camshaft|crankshaft) & (mark*|setting*|degree*|locking|lock*|tdc)
@ The maker's engine pages, with the locking tools named
? Engine code

ignition-timing | timing | -
= ignition timing
* ignition timing
* (degrees|timing) .. (before|btdc|tdc)
@ The maker's engine management pages, or the label under the bonnet of older cars
? Engine code and fuel

idle-speed | speed | -
= idle speed
* idle & (speed|rpm|revs) & (what|should|spec*|correct|normal)
@ The maker's engine management pages
? Engine code, warm, loads off

firing-order | order | -
= firing order
* (firing order|cylinder order|plug lead order|which cylinder is)
@ The maker's engine pages
? Engine code

geometry | angle | steering-suspension
= wheel geometry
* (camber|caster|castor|toe|tracking|alignment|geometry) & (what|spec*|degree*|value*|setting*|figure*|angle*)
@ The maker's chassis pages, by suspension and ride height
? Suspension variant and wheels

battery-size | electrical | battery
= battery type, capacity and cold cranking current
* battery & (size|capacity|ah|cca|type|which|what|agm|efb|cold cranking)
@ The label of the battery fitted from new, and the handbook
? Start-stop or not, and whether it must be coded in

charging-voltage | electrical | battery
= charging voltage
* (charg*|alternator) & (voltage|volt*|output|amps|how much|amperage)
@ The maker's electrical pages, by temperature and mode
? Engine and alternator code

resistance | electrical | -
= resistance of a sensor, coil or heater
* (resistance|ohm*) & (sensor|coil|injector|glow|heater|what|should|spec*|valve|winding)
@ The maker's pages for that part, by temperature
? Part number and temperature

fuse | electrical | -
= fuse place and rating
* (fuse*) & (which|what|where|rating|amp*|box|number|diagram|layout)
@ The fuse box lid and the handbook
? Model, year and equipment

pinout | electrical | -
= pins and wire colours
* (pin|pinout|pins|wire colour*|wire color*|wiring diagram|connector) & (which|what|where|diagram|colour*|color*|number)
@ The maker's wiring plan
? Module, year and equipment

bulb | electrical | -
= bulb type
* (bulb*|headlight|headlamp) & (type|which|what|size|h7|h4|fit*)
@ The handbook's chapter on bulbs
? Lamp variant

thermostat-temperature | temperature | hot-coolant
= opening temperature of the thermostat
* thermostat & (temperature|open*|degree*|rating|when)
@ Stamped on the thermostat, and the maker's engine pages
? Engine code

fuel-tank | capacity | fuel
= fuel tank capacity
* (tank) & (capacity|litre*|liter*|gallon*|how big|how much|size)
@ The handbook's table of capacities
? Model and drive

towing | load | -
= towing and load limits
* (tow*|trailer|payload|roof load|axle load|kerb weight|curb weight|gross weight) & (weight|limit|max*|how much|capacity|kg|lb*)
@ The maker's plate, the registration papers and the handbook
? The plate of this very car
`;
