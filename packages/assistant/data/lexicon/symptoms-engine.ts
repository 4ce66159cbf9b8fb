/**
 * Symptoms of engine, supply and drive. Head: id, system, trees, hazards, lowest driveability; `=` name, `*` phrase,
 * `?` separating question with its answers between slashes. Phrases: src/lexicon/phrases.ts.
 */
export const engineSymptoms = `
no-crank | starting | no-crank | battery | tow
= The engine does not crank
* (wont|not|doesnt|cannot|cant|no|never) .. (crank*|turn over|turns over|turning over)
* (just|only) .. click*
* click* .. (start*|key|when i turn)
* (starter|engine) .. (does nothing|dead|silent)
* nothing happens & (key|start*|button)
* (completely|totally|car is|all) (dead|lifeless)
* (no|dead) (lights|power|electrics) & (start*|key|dead|car)
* starter .. (spin*|whir*|free*) & (not|doesnt|isnt|but|without)
* crank* .. (slow*|sluggish*)
* (slow*|sluggish*) crank*
* [en-US] no crank
? When you ask for a start, what do you hear? / nothing / one click / many clicks / the starter spins
? Are the dash lamps bright and do they stay bright? / bright / they go dim / none light
? Does a message about the key or the immobiliser show? / yes / no

no-start | starting | no-start-petrol no-start-diesel | battery fuel | tow
= The engine cranks but does not start
* crank* & (wont|not|doesnt|no|never|but) .. (start*|fire*|catch*)
* (turns|turning) over .. (but|not|wont|doesnt)
* (wont|doesnt|not|never|refuses to|cannot|cant) .. (start|fire up|fire)
* (no start|non start*|non runner)
* cuts out & (not|wont|never) .. restart*
? Does the engine turn over as fast as usual? / yes / slower / not at all / faster than usual
? Petrol or diesel, and how much is in the tank? / petrol / diesel / the tank may be empty
? Did it stop while driving, or fail after standing? / while driving / after standing / after a repair

hard-start-cold | starting | no-start-petrol no-start-diesel | battery | soon
= Hard to start when cold
* (hard|difficult|slow|long|struggl*|reluctant) .. start* & (cold|morning|overnight)
* cold start* & (hard|long|problem*|rough|poor)
* (takes|needs) .. (ages|long|forever|several|many) .. start* & (cold|morning|overnight|first)
* (ages|long) to start & (cold|morning|overnight|first)
? Does it crank slowly, or fast without firing? / slowly / fast
? Petrol or diesel? / petrol / diesel
? Does smoke come out while it cranks? / white / black / none

hard-start-hot | starting | no-start-petrol no-start-diesel | fuel | soon
= Hard to start when hot
* (hard|difficult|slow|long|wont|not|doesnt) .. start* & (hot|warm|after driving|after fuel*)
* hot start*
? Does engine speed show on a scan tool while it cranks? / yes / no / no tool
? Does it start after it has cooled? / yes / no
? Is it worse after filling the tank? / yes / no

stalls | engine | fuel-trim no-start-petrol | fuel | limp
= The engine stalls
* (stall*|cuts out|cut out|cutting out|dies|died) .. (idle|drive|driving|stop*|lights|junction|corner*|motorway|freeway)
* (engine|car) .. (stall*|cuts out|cut out|dies)
* stall*
? When does it stall? / at idle / while driving / when braking / only when cold
? Does it start again at once? / at once / after some minutes / not at all
? Do all dash lamps go out when it stalls? / yes / no

misfire | engine | misfire | exhaust-gas fuel | limp
= The engine misfires or runs rough
* misfir*
* (running|runs|idle*|idling) .. (rough|lumpy|uneven*|unevenly)
* (rough|lumpy|shaky) idle
* (engine|idle) .. (shak*|vibrat*|jerk*|stutter*|stumbl*)
* (jerk*|stutter*|buck*|hesitat*|splutter*) .. (accelerat*|driv*|load|pull*)
* (hesitat*|stumbl*|flat spot)
* (judder*|shudder*|kangaroo*|lurch*) .. (accelerat*|pull* away|throttle)
* (firing|running|runs|runs only) on (three|two|3|2) cylinders
? Does the engine lamp flash or stay on? / flashes / stays on / off
? When is it worst? / cold / idle / under load / wet weather
? What was done to the car last? / nothing / plugs or coils / fuel / other work

engine-lamp-flashing | engine | misfire | exhaust-gas | limp
= The engine lamp flashes
* (engine|check engine|mil|eml) .. (light|lamp) .. (flash*|blink*)
* (flash*|blink*) .. (engine|check engine|mil) .. (light|lamp)
? Does the engine shake or lack power? / shakes / lacks power / runs well
? Is there a smell of fuel or rotten eggs? / fuel / rotten eggs / none

engine-lamp | engine | misfire fuel-trim | - | soon
= The engine lamp is on
* (engine|check engine|mil|eml|emission*) .. (light|lamp)
* (amber|yellow|orange) engine
* (eml|mil|cel) .. (on|lit|came|stays)
* (eml|mil|cel|engine) (on|lit)
? Does it flash or stay on? / flashes / stays on
? Has anyone read the codes? / yes / no
? Does the car drive as usual? / yes / less power / rough

low-power | engine | dpf fuel-trim | exhaust-gas | limp
= The engine lacks power
* (lack*|loss|lost|losing|low|no|reduced|less|down on) .. power
* (limp*|safe) (mode|home)
* (sluggish|gutless|slow to accelerate|wont rev|not revving|wont accelerate)
* wont go over
* (no|low|lost|lack of|loss of) (boost|turbo)
* (turbo|boost) .. (not|doesnt|isnt|wont) .. (kick*|work*|spool*|build*|boost*)
? Is there less power all the time, or does it come back after a restart? / all the time / comes back
? Does a turbocharged engine whistle or smoke? / whistle / black smoke / neither / no turbo
? Which lamps are on? / engine / filter / none

high-consumption | engine | fuel-trim | - | fine
= It uses more fuel than before
* (fuel|petrol|diesel|gas) .. (consumption|economy|mileage|mpg) & (high|bad|poor|worse|low|dropp*|drop*|up)
* (uses|using|drinking|burns|burning) .. (fuel|petrol|diesel|gas)
* (mpg|mileage) .. (drop*|down|worse|bad)
? Does the coolant reach its usual temperature? / yes / no
? Tyre pressures and brakes: does the car roll freely? / yes / no
? Is the engine lamp on? / yes / no

high-idle | engine | fuel-trim | belts | soon
= The idle speed is too high or hunts
* idl* .. (high|too fast|hunt*|surg*|up and down)
* (high|hunting|surging|fast) idle
* revs .. (high|up and down|hang*|hunt*|wont drop)
? Was the battery off or the throttle cleaned lately? / yes / no
? Is there a hiss from the engine? / yes / no

overheating | cooling | overheating | hot-coolant | stop
= The engine overheats
* overheat*
* (temperature|temp) .. (gauge|light|lamp|needle|warning) .. (red|high|hot|on|max|up)
* (engine|car|coolant) .. (too hot|boil*|very hot|running hot)
* (steam|boiling) & (bonnet|hood|engine|radiator|coolant)
* red temperature
* (temperature|temp) .. (in the red|into the red|climb*|rising|through the roof)
? When does it get hot? / standing / at speed / soon after start
? Is the coolant low when cold? / yes / no
? Does the heater blow hot? / hot / cold

coolant-loss | cooling | overheating | hot-coolant | soon
= It loses coolant
* (los*|leak*|drop*|low|using|drinking|disappear*) .. (coolant|antifreeze|water)
* coolant .. (leak*|los*|low|drop*|disappear*|going down|puddle)
* coolant .. (light|lamp|warning|level|symbol)
* (antifreeze|coolant|pink|green) .. (puddle|under|on the ground|on the drive)
? Is there a wet place under the car? / yes / no
? White smoke or a milky oil cap? / yes / no
? Wet carpet or steamed windows? / yes / no

cold-engine | cooling | overheating | hot-coolant | fine
= The engine does not become warm
* (never|not|doesnt|wont|slow to) .. (warm*|heat*) up
* (temperature|temp) .. (stays|always|too) .. (low|cold)
* heater .. (cold|not hot|no heat|lukewarm|not warm)
* no heat & (heater|cabin|vents)
* (heating|heater) .. (not|isnt|doesnt|wont|stopped) .. (work*|hot|warm|heat*)
? Does the gauge reach its usual place? / yes / no
? Is the coolant at its mark when cold? / yes / no
? Are both heater hoses hot? / both / one / none

white-smoke | engine | overheating | hot-coolant exhaust-gas | soon
= White smoke from the exhaust
* white & (smoke|steam) & (exhaust|tailpipe|tail pipe|behind|start*)
* white smoke
? Only cold, or warm too? / only cold / warm too
? Does the coolant fall? / yes / no
? Petrol or diesel? / petrol / diesel

blue-smoke | engine | - | exhaust-gas | soon
= Blue smoke, or oil is used up
* blue & smoke
* (burn*|us*|drink*|consum*|los*) .. oil
* oil .. (consumption|burn*|usage|disappear*)
? After start, on overrun or under load? / after start / overrun / load
? How much oil between services? / look it up in my notes / do not know
? Is there oil outside on the engine? / yes / no

black-smoke | engine | fuel-trim dpf | exhaust-gas | soon
= Black smoke from the exhaust
* black & smoke
* (sooty|soot) .. exhaust
? Petrol or diesel? / petrol / diesel
? Under load only? / yes / always
? Is there less power? / yes / no

oil-pressure | engine | - | - | stop
= The oil pressure warning is on
* oil .. (pressure|light|lamp|warning|can) & (on|red|flash*|low|came|flicker*|stop)
* (red oil|oil can|no oil pressure|low oil pressure)
* oil .. (light|lamp|warning)
? Is the oil at its mark, engine off and level? / yes / too low / do not know
? Does the engine knock? / yes / no

engine-knock | engine | - | - | stop
= Knocking from the engine
* (knock*|bang*|hammer*) .. (engine|motor|bottom end|under load)
* engine .. (knock*|bang*|hammer*)
* (rod knock|big end|bottom end)
? Is the oil at its mark? / yes / too low
? Does it get worse with load or with speed? / load / speed
? Only cold? / yes / no

engine-tick | engine | - | belts | soon
= Ticking or rattling from the engine
* (tick*|tap*|rattl*|clatter*) .. (engine|start*|idle|cold)
* (engine|chain|lifter*|tappet*) .. (tick*|tap*|rattl*|clatter*|nois*)
? Only for some seconds after a cold start? / yes / always / under load
? When was the oil changed? / lately / long ago
? Where does it come from? / top / timing side / below

belt-squeal | engine | charging | belts | soon
= Squeal from the belt
* (belt|fan belt|serpentine) .. (squeal*|squeak*|screech*|chirp*|nois*|broke*|snapped|came off)
* (squeal*|screech*|chirp*) .. (start*|engine|belt|bonnet|hood)
? When? / cold and wet / with loads on / steering at the lock
? Is the charging lamp on? / yes / no

battery-flat | supply | parasitic-drain charging | battery | soon
= The battery goes flat
* battery .. (flat|dead|dies|died|drain*|goes|empty|dying|keeps)
* (flat|dead|drained) battery
* (drain*|parasitic) .. (battery|current|draw|drain)
* (car|battery) .. (dead|flat) .. (morning|overnight|days|every)
* jump start*
* [en-US] (needs|needed) .. (jump|boost)
? How long does it stand until it is flat? / a night / days / weeks
? How old is the battery? / under three years / older / do not know
? Anything added: tracker, camera, radio? / yes / no

charging-lamp | supply | charging | battery belts | soon
= The charging lamp is on
* (battery|charging|alternator) .. (light|lamp|warning|symbol)
* (not|isnt|no) charging
* alternator .. (not|fail*|dead|bad|faulty|gone)
* (lights|headlights|headlamps) .. (dim*|flicker*)
? Is the belt there and tight, engine off? / yes / no
? Did the steering get heavy or the engine hot too? / yes / no

fuel-smell | fuel | evap | fuel | stop
= Smell of fuel
* (smell*|stink*|reek*|odour|odor|stench) .. (fuel|petrol|diesel|gas|gasoline)
* (fuel|petrol|diesel|gasoline|gas) .. (smell*|odour|odor|leak*|drip*|fumes)
* (leak*|drip*) .. (fuel|petrol|diesel|gasoline)
? Is there a wet place under the car or in the engine bay? / yes / no / do not know
? Only after filling up? / yes / no

exhaust-smell | exhaust | - | exhaust-gas | stop
= Exhaust gas in the car
* (exhaust|fumes|carbon monoxide) .. (inside|cabin|in the car|smell*)
* smell* .. (exhaust|fumes) & (cabin|inside|car|interior)
* (headache|dizzy|drowsy) & (driv*|car|fumes)
? Only when standing, or while driving with the windows shut? / standing / driving
? Is the exhaust loud? / yes / no

burning-smell | supply | - | battery | stop
= Smell of burning, or smoke
* (burn*|smoulder*|smolder*) .. (smell*|plastic|rubber|wir*|odour|odor)
* (smell*|stink*) .. (burn*|hot|melting)
* (smoke|smoking|flames|fire) .. (from|under|inside|dash*|bonnet|hood|engine bay|wheel)
* (on fire|catch fire|caught fire)
? Where does it come from? / under the dash / engine bay / a wheel / do not know
? What does it smell like? / plastic / rubber / oil / sweet

sulphur-smell | exhaust | catalyst fuel-trim | exhaust-gas battery | soon
= Smell of rotten eggs
* rotten egg*
* (sulphur|sulfur|sulphuric|sulfuric)
? From the exhaust or from the battery? / exhaust / battery / do not know
? Does the engine run rough? / yes / no

dpf-lamp | exhaust | dpf | exhaust-gas | limp
= The particulate filter lamp is on
* (dpf|particulate|particle filter|soot filter) & (light|lamp|warning|full|block*|clog*|fault|message|limp|symbol|on|soot|regen*)
* regen*
* (filter) .. (full|blocked|clogged) & (exhaust|diesel|dpf)
? How is the car driven? / short trips / long trips
? Is the engine lamp on too? / yes / no
? Has the oil level risen? / yes / no

turbo-noise | engine | - | exhaust-gas | soon
= Whistle or siren from the turbocharger
* turbo* .. (whistl*|whin*|siren|scream*|nois*|hiss*)
* (whistl*|whin*|siren|hiss*) .. (turbo*|boost|accelerat*)
? Is there less power? / yes / no
? Does it smoke or use oil? / blue / black / no
`;
