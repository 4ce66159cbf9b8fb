/**
 * What is not helped with. Head: id, whom it concerns (everyone or untrained); `=` reason, `+` what can be done lawfully,
 * `*` phrase that asks for it, `!` phrase in the same sentence that shows another wish (src/lexicon/phrases.ts).
 */
export const refusalRecords = `
odometer | everyone
= Changing the shown mileage deceives the next owner and is a crime in most countries.
+ A cluster that was replaced is set to the true mileage by the maker's procedure, with the change on record.
* (roll*|wind*|turn*|clock*|correct*|chang*|adjust*|reset*|lower*|reduc*|set*|fake*|edit*|tamper*|hack*|alter*) .. (odometer*|mileage|odo|milometer*|kilometres|kilometers)
* (odometer*|mileage|odo|milometer*) .. (roll*|correction|back|lower*|reduc*|reset*|tamper*|chang* to|fake*|blocker*|stopper*|freez*)
* mileage (blocker*|stopper*|filter*|correction|corrector*)
* (clock|clocking) (a|the|my|this) car
* (show|display*|read) .. (fewer|less|lower) .. (miles|kilometres|kilometers|mileage)
! (check|find out|detect*|prove|tell|suspect*|how do i know|was|has been|been) .. (clocked|tamper*|rolled|changed|mileage|odometer)
! (oil|service|trip|fuel|consumption|economy) .. (reset|mileage|counter|meter|light|lamp|indicator|interval*)
! (reset*) .. (trip|service|oil)

airbag-lamp | everyone
= Making the airbag lamp go out without repairing the fault hides that people are not protected.
+ Have the fault read and repaired by someone trained; the lamp then goes out by itself.
* (airbag*|air bag*|srs|pretensioner*) & (resistor*|bypass*|simulator*|emulator*|fool*|trick*|cheat*|fake*|dummy|mask*|hide|delete*|jumper*|shunt*)
* (turn*|switch*|keep*|make*|get*|put*) .. (airbag*|air bag*|srs) .. (off|out|away) & (without|mot|inspection|sale|sell*|test)
* (remov*|pull*|disconnect*|tak*|unplug*) .. (bulb|lamp|led) .. (airbag*|srs)
* (airbag*|srs) .. (bulb|lamp|light|led) .. (remov*|tape*|cover*|black*|disabl*|pass the mot|without fix*)
* (reset*|clear*|eras*) & (airbag*|srs) & (without|instead of|hide)
* (crash data|airbag module) .. (clear|erase|delete|wipe)
* (tape|cover|paint|black) .. over .. (airbag*|srs)

emission-control | everyone
= Removing, blinding or fooling emission control is against the law on the road, and the car fails its inspection.
+ Find and repair the cause: the test trees for particulate filter, catalyst and exhaust recirculation lead there.
* (dpf|egr|cat|catalyst|catalytic converter|adblue|def|scr|gpf|opf|lambda|o2 sensor|oxygen sensor|particulate filter) .. (delet*|remov* from the map|off|blank* off|block* off|emulator*|simulator*|gut*|bypass*|defeat*|disabl*|eliminat*|cheat*)
* (delet*|gut*|bypass*|defeat*|disabl*|blank*|eliminat*|map out|code out|fool*|trick*|cheat*|hollow*) .. (dpf|egr|cat|cats|catalyst*|catalytic|adblue|def|scr|gpf|opf|emission*|particulate|lambda|o2 sensor*|oxygen sensor*)
* (remov*|rip*|cut*|knock*|drill*|hollow*|smash*|burn*) .. (dpf|cat|cats|catalyst*|catalytic|particulate|scr|egr) & (power|remap*|map|tun*|straight pipe|sound|louder|instead of|save money|without replac*|permanent*|for good|out|through)
* (turn*|switch*|shut*|map*) off .. (dpf|egr|adblue|def|scr|catalyst|lambda|o2 sensor*)
* (pass|passing) & (mot|smog|emission*|inspection) & (bad|broken|dead|faulty|failed|without|missing|no) .. (cat|catalyst|catalytic|dpf|egr)
* (legal|allowed|illegal) & (remov*|delet*|drill*|gut*) & (dpf|egr|cat|catalyst|catalytic|particulate|adblue)
* (decat*|de cat*|cat delete|dpf delete|egr delete|straight pipe)
* (spacer*|defouler*|de fouler*|mini cat*) & (sensor*|o2|oxygen|lambda|catalyst|p0420)
* (remap*|tune|tuning|map|software) & (without|no|delete*|off) & (dpf|egr|adblue|cat|scr)
* (pass|fool|cheat|trick) .. (emission*|smog|mot|sniffer) .. (test|check) & (without|fail*|cheat|trick|fool|broken|bad)
! (check|find out|detect*|tell|suspect*|how do i know|was|has been|been) .. (delet*|remov*|gutted|mapped|missing|decatted)
! (clean*|replac*|refit*|inspect*|new|test*|change) .. (dpf|egr|cat|catalyst|catalytic|sensor|filter)

immobiliser | everyone
= Getting round an immobiliser, alarm or lock is how cars are stolen, and ownership cannot be proven here.
+ The maker's dealer or a licensed locksmith codes a key against the papers and the owner's identity.
* (bypass*|defeat*|disabl*|delet*|remov*|get round|get around|crack*|hack*|turn off|switch off|override|clone*|fool*|trick*) .. (immobili*|key fob*|fob|fobs|transponder*|alarm|steering lock|ignition lock|security system|keyless)
* (immobili*|immo|transponder*) (off|delete|bypass|emulator*|removal)
* (hotwire*|hot wire*)
* (start*|drive|run) .. (car|engine|it) .. without .. (key|keys|fob)
* (open*|unlock*|get into|break into) .. (car|door) .. without .. (key|keys|fob)
* start* .. with .. screwdriver
* stolen (radio|ecu|cluster|head unit|key|keys)
* relay (attack|amplifier|box)
* (program*|code*|add*) .. (key|keys|fob) .. (without|no) .. (original|owner*|pin|papers|dealer|proof)
! (replac*|change*|new|flat|dead) .. (battery|cell) .. (key|fob|remote)

tachograph | everyone
= Driving times, speed limiters and inspection records protect other people; falsifying them is a crime.
+ An approved workshop calibrates and seals tachographs and limiters.
* (tachograph*|tacho|speed limiter*|limiter) .. (magnet|manipulat*|cheat*|trick*|fool*|bypass*|remov*|delet*|disabl*|defeat*|off)
* (remov*|delet*|disabl*|bypass*|cheat*|manipulat*|defeat*|trick*) .. (tachograph*|tacho|speed limiter*)
* (fake*|forg*|falsif*) .. (mot|inspection|service history|service book|invoice|stamp*|certificate)

identity | everyone
= The number of a vehicle is its identity; changing or hiding it is a crime.
+ A lost or damaged plate is replaced by the registration authority or the maker.
* (chang*|alter*|restamp*|re stamp*|grind*|swap*|remov*|fake*|clon*) .. (vin|chassis number|vehicle identification|number plate*|license plate*|licence plate*)
! (look up|decode|read|find) .. vin

refrigerant | untrained
= Refrigerant is under pressure, freezes and poisons, and opening the circuit is for certified people only by law.
+ A workshop with recovery equipment recovers, repairs and weighs in the amount of the placard.
* (recharg*|refill*|regas*|re gas*|top up|topping up|add*|fill*|vent*|releas*|let out|empty*|drain*|bleed*|discharge*) .. (refrigerant|r134a|r1234yf|ac gas|aircon gas|air con gas|freon|ac|aircon|air con*)
* (remov*|replac*|open*|disconnect*|undo|chang*) .. (ac|aircon|air con*|condenser|evaporator|compressor) .. (hose*|pipe*|line*|condenser|compressor|evaporator) & (myself|at home|diy|driveway|without|my own|how do i|how to|can i)
* (ac|aircon|air con*) .. (recharg*|refill*|regas*|top up) & (myself|kit|can|home|diy|how)

high-voltage | untrained
= High voltage kills, also with the car switched off; only people qualified for it may open or unplug anything orange.
+ Keep the car closed and take it to a workshop qualified for high-voltage vehicles.
* (open*|remov*|replac*|repair*|disconnect*|unplug*|swap*|dismantl*|measur*|bypass*|take apart|test*|fix*|work on|cut) .. (hybrid battery|hv battery|high voltage|traction battery|drive battery|inverter|orange (cable*|wire*|plug*)|battery pack|battery cells|ev battery|interlock|service plug)
* (hybrid battery|hv|high voltage|traction battery|drive battery|inverter|battery pack|ev battery) & (myself|at home|diy|driveway|my own)
`;
