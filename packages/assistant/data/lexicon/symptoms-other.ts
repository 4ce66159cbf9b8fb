/** Symptoms of exhaust, leaks, warnings and comfort; form: symptoms-engine.ts. */
export const otherSymptoms = `
exhaust-loud | exhaust | - | exhaust-gas lifting | soon
= The exhaust is loud or blows
* exhaust .. (loud*|blow*|rattl*|hang*|fell|broke*|hole|rust*|nois*|roar*|leak*)
* (loud|noisy|blowing|broken|rattling|hanging) exhaust
* (loud|roar*) .. (after|since) .. (cat|catalyst|catalytic) .. (stolen|theft|gone)
? Is there exhaust smell in the car? / yes / no
? Does anything hang down or touch a tyre? / yes / no

oil-leak | engine | - | - | soon
= Oil leaks
* oil .. (leak*|drip*|puddle|under the car|on the drive|everywhere|weep*)
* (leak*|drip*) .. oil
? Is the oil at its mark? / yes / too low
? Does it drip on the exhaust and smoke? / yes / no

gearbox-leak | drive | - | lifting | soon
= The gearbox leaks
* (transmission|gearbox|atf|diff*|clutch) (fluid|oil) .. (leak*|drip*|puddle|low)
* red (fluid|oil) .. (under|leak*|drip*|puddle)
? Does it still shift and drive as usual? / yes / no

air-hiss | engine | fuel-trim | belts | soon
= Hissing from the engine
* hiss*
* (vacuum|intake|air) leak
? At idle or under load? / idle / load
? Is the engine lamp on? / yes / no

injection-noise | fuel | no-start-petrol | fuel | soon
= The fuel pump is loud
* fuel pump .. (nois*|loud|whin*|buzz*|hum*)
* (whin*|buzz*|hum*) .. (fuel tank|back seat|rear seat)
? How full is the tank? / full / low
? Does the car lose power? / yes / no

fan-runs | cooling | overheating | hot-coolant belts | soon
= The cooling fan runs all the time
* fan .. (always|constantly|all the time|keeps|stays|wont stop|runs on|never stops|after)
? Is the engine hot by its gauge? / yes / no
? Does it run with the air conditioning off? / yes / no
? Diesel with particulate filter? / yes / no

adblue | exhaust | - | exhaust-gas | soon
= AdBlue (DEF) warning
* (adblue|ad blue|def|urea|reductant|scr) .. (warning|light|lamp|fault|error|low|no start|no restart|miles|message|system)
* no (start|restart) in & (miles|km|kilometres|kilometers)
? How many miles does the display leave? / it says / it does not say
? Was it refilled, and with what? / yes / no

stop-start | supply | charging | battery | fine
= Stop-start does not work
* (stop start|start stop|auto stop|eco stop) .. (not|doesnt|isnt|stopped|unavailable|fault|wont|off)
? How old is the battery? / under three years / older / do not know
? Is anything else switched off to save power? / yes / no

electrics | body | can-bus charging | battery | fine
= Something electric does not work
* (wiper*|window*|mirror*|horn|radio|screen|display|infotainment|seat heat*|central locking|locks|door*|sunroof|indicator*|turn signal*|lights|headlight*|headlamp*|tail light*|speedometer|speedo|gauge*|cruise control|socket|reversing camera|blower|heated) .. (not work*|doesnt work|dont work|stopped|wont|fail*|dead|broken|not|stuck|intermittent*)
* (strange|weird|random|all|several|multiple) .. (electric* .. fault*|electrical .. problem*|warning lights|warning lamps|lights on)
? One thing or several? / one / several
? Did it begin after rain, battery or other work? / rain / battery / other work / no
? Are the fuses of it whole? / yes / no / not looked

rattle-inside | body | - | - | fine
= Rattle or wind noise
* (rattl*|squeak*|creak*) .. (dash*|trim|door|boot|trunk|inside|interior|cabin)
* wind noise
? Over bumps or at speed? / bumps / speed
`;
