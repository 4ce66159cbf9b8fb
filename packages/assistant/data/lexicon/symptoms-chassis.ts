/** Symptoms of brakes, steering, wheels, gearbox, climate, body and high voltage; form: symptoms-engine.ts. */
export const chassisSymptoms = `
brake-judder | brakes | brake-judder-pull | brakes wheels | soon
= The brakes judder
* brak* & (judder*|shudder*|vibrat*|shak*|pulsat*|wobbl*)
* (warped|warping) .. (disc*|rotor*)
* (shak*|vibrat*|judder*|wobbl*) & (steering wheel|steering|wheel|car|seat) & brak*
* pedal .. (pulsat*|vibrat*|judder*|shak*)
? Where is it felt? / steering wheel / pedal / seat
? From which speed? / high speed / any speed
? Without braking too? / yes / no

brake-pull | brakes | brake-judder-pull | brakes wheels | soon
= It pulls to one side when braking
* brak* & (pull*|veer*|drift*) & (left|right|side)
* pull* .. (left|right|one side) .. brak*
* brak* .. (pull*|veer*|uneven*)
? Only while braking? / yes / always
? Are the tyre pressures equal? / yes / no / do not know
? Is one wheel hotter than the others? / yes / no

brake-soft | brakes | - | brakes | stop
= The brake pedal is soft or sinks
* (brake|brakes|pedal) .. (soft|spongy|sinks|sinking|to the floor|goes down|long|low|mushy)
* (spongy|soft|mushy) .. (brake*|pedal)
* brake fluid .. (leak*|low|los*|drip*)
* (leak*|los*) .. brake fluid
? Is the fluid at its mark? / yes / low
? Does the pedal become firm when pumped? / yes / no
? Any wet place at a wheel or under the pedals? / yes / no

brake-failure | brakes | - | brakes | stop
= The brakes fail
* (no|lost|failed|without) .. (brake*|braking)
* brake* .. (fail*|gone|not work*|dont work|doesnt work|wont stop|stopped working|not stopping)
* (wont|not|cant|doesnt) .. stop & brake*
? Is the car standing safely now? / yes / no
? Which lamps are on? / red brake / abs / none

brake-lamp | brakes | - | brakes | stop
= The brake lamp is on
* brak* .. (light|lamp|warning|symbol) .. (on|red|came|stays|lit|flash*)
* (red|brake) (brake|warning) (light|lamp)
? Is the parking brake fully off? / yes / no
? Is the fluid at its mark? / yes / low
? Is the ABS lamp on too? / yes / no

brake-grind | brakes | - | brakes lifting wheels | stop
= Grinding from the brakes
* brak* & (grind*|scrap*|metal on metal|metal to metal)
* (grind*|scrap*) .. (brak*|wheel)
* (worn|no) .. (pad*|brake pad*) .. (left|metal|out)
? Only while braking? / yes / always
? Front or rear? / front / rear / do not know

brake-squeal | brakes | - | brakes lifting wheels | soon
= Squeal from the brakes
* brak* & (squeal*|squeak*|screech*|squeaky)
? Only for the first stops in the morning? / yes / always
? Is the pad wear lamp on? / yes / no / no such lamp

brake-drag | brakes | - | brakes lifting wheels | tow
= A brake drags or a wheel gets hot
* brake* .. (drag*|bind*|stuck|seiz*|stick*|locked|sticking on)
* wheel .. (hot|very hot|smok*|glow*)
* (seized|sticking|stuck) .. (caliper|calliper|brake|handbrake|parking brake)
* (handbrake|hand brake|parking brake|epb|emergency brake) .. (wont|not|doesnt|stuck|fail*|fault|hold*|releas*|seiz*|warning|light|lamp)
? Which wheel? / front / rear / do not know
? After the parking brake was used? / yes / no

abs-lamp | brakes | wheel-speed | brakes | soon
= The ABS or stability lamp is on
* (abs|esp|esc|dsc|traction|stability|asr|vsc|antilock|anti lock) .. (light|lamp|warning|fault|on|symbol)
* (light|lamp|warning) .. (abs|esp|esc|dsc|traction|stability)
? Is the red brake lamp on as well? / yes / no
? Do other lamps show at the same time? / yes / no
? Since when? / wheel or bearing work / battery work / by itself

vibration | wheels | brake-judder-pull | wheels steering-suspension | soon
= Vibration while driving
* (vibrat*|shak*|shimmy*|wobbl*) .. (speed|steering|wheel|motorway|freeway|highway|mph|kmh)
* (steering wheel|car|steering) .. (vibrat*|shak*|shimmy*|wobbl*)
* (vibrat*|shak*|shimmy*|wobbl*) .. at (30|40|50|60|70|80|90|100|110|120|130)*
? At one speed or above it? / one speed / above it / under load
? In the steering wheel or the seat? / steering wheel / seat
? When were wheels or tyres last changed? / lately / long ago

pulls | steering | brake-judder-pull | steering-suspension wheels | soon
= It pulls to one side while driving
* (pull*|drift*|veer*) .. (left|right|one side|to the side)
* (wander*|tracking|alignment) .. (off|out|road|motorway|problem)
? Are the tyre pressures equal? / yes / no / do not know
? Since a kerb or a repair? / yes / no

loose-wheel | wheels | - | wheels lifting | stop
= A wheel is loose
* (loose|missing|lost|broken|sheared) .. (wheel|wheel nut*|wheel bolt*|lug nut*|lug*|stud*)
* wheel .. (loose|coming off|came off|falling off|fell off|wobbles badly)
? Is the car standing safely? / yes / no
? When was the wheel last off? / lately / long ago

heavy-steering | steering | charging | steering-suspension belts | stop
= The steering is heavy or the lamp is on
* steering .. (heavy|stiff|hard to turn|locked|lock*|fail*|hard)
* (power steering|eps) .. (light|lamp|fail*|fault|gone|leak*|whin*|warning)
* (hard|difficult|heavy) to (steer|turn)
* (power steering|steering) .. (stop*|gone|lost|not work*|dead|cut out)
* (whin*|groan*|moan*) .. (turn*|steer*)
? Is the lamp on? / red / yellow / none
? Is the charging lamp on too? / yes / no
? Has it hydraulic fluid, and is it at its mark? / yes / low / electric

clunk | suspension | - | steering-suspension lifting springs wheels | soon
= Clunk or knock from the suspension
* (clunk*|knock*|thud*|creak*|rattl*) .. (bump*|suspension|pothole*|front end|speed hump*|over|steering|turning|corner*)
* suspension .. (nois*|clunk*|knock*|creak*|broke*)
* (clonk*|squeak*|bang*|clatter*) .. (suspension|front|rear|bump*|over)
* (squeaky|creaky|noisy|knocking) suspension
* (broken|snapped) .. spring
? Over bumps, when steering or when braking? / bumps / steering / braking
? Front or rear? / front / rear

wheel-hum | wheels | - | wheels lifting steering-suspension | soon
= Humming that grows with speed
* (hum*|drone|droning|roar*|whirr*|whine) & (speed|wheel|bearing|driv*|road|faster)
* wheel bearing
* (humming|droning|roaring|rumbling|whirring) .. (noise|sound) .. (rear|front|back|wheel|side|left|right)
* bearing .. (nois*|gone|worn|hum*)
? Does it change in bends? / louder left / louder right / no
? Are the tyres worn unevenly? / yes / no

cv-click | drive | - | lifting steering-suspension | soon
= Clicking when turning
* click* .. (turn*|corner*|full lock|lock)
* (turn*|lock|corner*) .. click*
* (cv|driveshaft|drive shaft|half shaft) .. (joint|boot|nois*|click*|split|gaiter)
? At full lock under power? / yes / no
? Is a rubber boot split and grease about? / yes / no

clutch | drive | - | lifting | soon
= The clutch slips or does not part
* clutch pedal .. (floor|to the floor|soft|spongy|sinks|goes down|stuck to the floor)
* clutch .. (slip*|burn*|bit*|drag*|high|floor|stuck|stiff|judder*|gone|spongy)
* (slip*|burning) .. clutch
* revs .. (rise|climb|go up|up) .. (but|without|not)
* (cant|cannot|hard|wont) .. (select|get|go) .. gear*
? Do the revs rise without more speed? / yes / no
? Where does the pedal bite? / low / middle / high
? Is the clutch fluid at its mark? / yes / low / cable

automatic | drive | - | - | limp
= The automatic gearbox shifts badly or slips
* (gearbox|transmission|automatic|auto|dsg|cvt) .. (slip*|jerk*|harsh*|hard|late|shudder*|judder*|bang*|stuck|limp|wont|not)
* (jerk*|harsh*|hard|late|rough) .. (shift*|gear change*|gearchange*)
* (no|lost) .. (drive|reverse)
* stuck in .. gear
* (wont|not|doesnt|cant|cannot) .. (go|get|move*|drive) .. (reverse|drive|forward*|backwards)
* revs .. (doesnt|not|wont|no) .. move*
* (jump*|pop*) out of gear
? In which gears? / all / one / reverse
? Cold or warm? / cold / warm
? Are there codes in the gearbox module? / yes / no / not read

no-cold-air | climate | cold-ac | refrigerant | fine
= The air conditioning does not cool
* (ac|air con|aircon|air conditioning|climate|a c) .. (not|isnt|no|wont|doesnt|warm|hot|stopped|weak|blow*|poor|fail*|broken)
* (not|isnt|doesnt|no longer) .. (cold|cool*) & (air|ac|vents|aircon|conditioning)
* no cold air
* (blow*|blows) .. warm
? Is there strong air from the vents? / strong / weak / none
? Does the compressor switch on? / yes / no / do not know
? When was it last filled, and by whom? / lately / long ago / never

tpms | wheels | - | wheels | soon
= A tyre loses air, or the pressure lamp is on
* (tyre|tire|tpms) .. (light|lamp|warning|pressure|symbol|flat|puncture*|los*|deflat*|low)
* (flat|punctured|deflated|soft) .. (tyre|tire|wheel)
* (puncture*|slow leak)
* [en-US] (blowout|blow out)
? Is one tyre visibly low? / yes / no
? Did you set the pressures and store them? / yes / no

airbag-lamp | restraint | - | airbag | soon
= The airbag lamp is on
* (airbag*|air bag*|srs|seat belt|seatbelt|pretensioner*) .. (light|lamp|warning|fault|on|symbol|code*)
* (light|lamp|warning) .. (airbag*|air bag*|srs)
? Was a seat moved or a battery changed? / yes / no
? Was there a crash, however small? / yes / no

hv-warning | high voltage | - | high-voltage | stop
= High-voltage warning of an electric or hybrid car
* (high voltage|hv|hybrid|electric|ev|traction battery|drive battery) .. (warning|fault|fail*|light|lamp|error|isolation|insulation|problem)
* (isolation|insulation) (fault|error|warning|resistance)
* (stop|check) .. (hybrid|ev|electric) system
* hybrid system .. (malfunction|failure|stop*|check|fault|warning|problem)
? Is there smoke, smell, heat or a crash? / yes / no
? Does the car still drive? / yes / reduced / no

no-charge | high voltage | - | high-voltage | fine
= The electric car does not charge
* (wont|not|doesnt|stops|stopped|cannot|cant|isnt) .. charg* & (ev|electric|plug*|charger|cable|station|wallbox|home|phev|leaf|tesla)
* (car|it) (wont|doesnt|will not|refuses to) charge
* (charger|wallbox|charging cable|charge port|charging flap) .. (fault|error|not|stuck|wont|red)
? At one charger or at all? / one / all
? Slow or fast charging? / slow / fast / both
? What does the lamp at the socket show? / red / nothing / other

water-inside | body | - | battery | soon
= Water in the car
* (water|wet|damp|flood*) .. (carpet*|footwell*|boot|trunk|inside|cabin|floor)
* (wet|soaked) .. (carpet|feet|floor)
* (footwell*|carpet*|boot|trunk|floor|seat) .. (wet|damp|soaked|soaking|flood*)
? Is it clear, or sweet and oily? / clear / sweet
? After rain or with the climate on? / rain / climate
? Do electrics act up? / yes / no

key | body | no-crank | battery | fine
= The key is not recognised
* (key|fob|keyless|immobili*) .. (not|isnt|fail*|fault|recogni*|detect*|dead|warning|light|lamp|wont)
? Does the spare key work? / yes / no / none
? Does the emergency place in the handbook help? / yes / no
`;
