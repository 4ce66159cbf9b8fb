/**
 * Dash lamps for the picker. Head: id, colours, driveability, hazards, tree or -; `=` name, `*` phrase that describes
 * it (src/lexicon/phrases.ts), `#` what the sign looks like, `~` meaning, `+` first step. The signs follow ISO 2575.
 */
export const lampRecords = `
oil-pressure | red | stop | - | -
= Engine oil pressure
* (oil can|oil|genie|teapot|watering can) & (light|lamp|symbol|sign|warning) & (red|drop|drip|dripping|can|pressure)
* (red oil|oil can)
# An oil can with a drop
~ The oil pressure is too low for the engine to run.
+ Stop, switch off at once and check the oil level. Do not start again before the cause is known.

coolant-temperature | red | stop | hot-coolant | overheating
= Engine too hot
* (thermometer|temperature|coolant) & (red)
* (thermometer|temperature) & (light|lamp|symbol|sign|warning) & (wave*|water)
# A thermometer in waves
~ The coolant is too hot, or there is too little of it.
+ Stop and let the engine cool. Do not open the cap while it is hot.

coolant-cold | blue | fine | - | -
= Engine still cold
* (blue) & (thermometer|temperature|coolant|engine|wave*)
# A thermometer in waves, blue
~ The engine has not warmed up yet. It goes out by itself.
+ Drive gently until it goes out.

coolant-level | yellow | soon | hot-coolant | overheating
= Coolant level
* (coolant level|low coolant) & (light|lamp|symbol|sign|warning)
* (thermometer|temperature|coolant) & (yellow|amber|orange)
# A thermometer or a tank with waves
~ There is too little coolant.
+ Check the level with the engine cold, and look for the leak.

charging | red | soon | battery belts | charging
= Charging
* battery & (light|lamp|symbol|sign|warning) & (red|dash|on|plus|minus)
* (box|rectangle) & (plus|minus)
# A battery with plus and minus
~ The battery is not being charged.
+ Stop where it is safe if the steering becomes heavy or the engine hot: the belt may be off. Else drive straight to a workshop.

brake-system | red | stop | brakes | -
= Brake system
* (exclamation|p) & (circle) & (red|bracket*|brake*)
* (red) brake (light|lamp|warning|symbol)
# A circle with an exclamation mark, between brackets
~ The parking brake is on, or the brakes have a fault or too little fluid.
+ Release the parking brake. If it stays on, stop and do not drive: check the fluid level.

abs | yellow | soon | brakes | wheel-speed
= Anti-lock brakes
* abs (light|lamp|symbol|sign|warning)
* letters abs
# The letters ABS in a circle
~ The wheels may lock when braking hard. Ordinary braking still works.
+ Brake with care and have the codes read. Together with the red brake lamp: stop.

stability | yellow | soon | brakes | wheel-speed
= Stability control
* car & (wavy|squiggl*|winding|skid*|swerv*) (line*|track*|mark*)
* (car) & (squiggl*|skid*|swerv*|wavy)
* (esp|esc|dsc|traction|stability) (light|lamp|symbol|sign|warning)
# A car with winding tracks
~ Flashing: it is helping now. Steady: it is off or has a fault.
+ Look whether it was switched off by its button; else have the codes read.

brake-pads | yellow | soon | brakes | -
= Brake pads worn
* (dashed|dotted|broken) & (circle|bracket*|line*) & (brake*|circle)
* (brake pad*|pad wear) & (light|lamp|symbol|warning)
# A circle between dashed brackets
~ A pad has reached its wear limit.
+ Drive gently to a workshop and have the pads measured.

parking-brake-electric | yellow | soon | brakes | -
= Electric parking brake
* p & circle & (yellow|amber|orange)
* (electric|electronic) parking brake & (light|lamp|symbol|warning|fault)
# A P in a circle with an exclamation mark
~ The electric parking brake has a fault.
+ Put it in gear or park and secure a wheel when standing; have the codes read.

engine | yellow | soon | exhaust-gas | -
= Engine (emission control)
* (engine|check engine|motor|submarine|helicopter) & (light|lamp|symbol|sign|outline|shape) & (yellow|amber|orange|on|steady|dash)
# The outline of an engine
~ The engine control has stored a fault that may raise emissions.
+ Drive gently and have the codes read soon.

engine-flashing | yellow | limp | exhaust-gas | misfire
= Engine lamp, flashing
* (engine|check engine|motor) & (light|lamp|symbol|sign) & (flash*|blink*)
# The outline of an engine, flashing
~ The engine misfires so much that the catalyst may be damaged.
+ Take your foot off, drive as little as possible and have it towed if it runs rough.

glow | yellow | fine | - | no-start-diesel
= Glow plugs
* (coil|spring|pigtail|curl*|squiggl*|loop*) & (light|lamp|symbol|sign|diesel|yellow|amber|orange)
* glow plug & (light|lamp|symbol|sign)
# A coil
~ Before the start: wait until it goes out. Flashing while driving: fault of the engine control.
+ Wait before starting. If it flashes, have the codes read soon.

dpf | yellow | limp | exhaust-gas | dpf
= Particulate filter
* (dots|dotted|box) & (exhaust|pipe*|filter|diesel)
* (dpf|particulate filter) (light|lamp|symbol|sign|warning)
# A box with dots, between pipes
~ The filter is getting full and needs a drive to clean itself.
+ Drive as the handbook says for it. If it stays on or the engine lamp joins, have the codes read.

reductant | yellow | soon | - | -
= Reductant (AdBlue, DEF)
* (adblue|def|urea) (light|lamp|symbol|sign|warning)
* (bottle|tank) & drop & (blue|exhaust|adblue|def)
# A bottle or a tank with a drop
~ The fluid is low, or its quality or dosing is at fault. In the end the engine will not start again.
+ Refill with the right fluid as the handbook says. If it stays on, have the codes read.

fuel-low | yellow | soon | fuel | -
= Fuel reserve
* (fuel pump|petrol pump|gas pump) (light|lamp|symbol|sign)
* (fuel|petrol|gas|reserve) (light|lamp)
# A fuel pump
~ Little fuel is left.
+ Refuel soon. Running the tank dry harms pump and catalyst.

fuel-filter-water | yellow | soon | fuel diesel-pressure | -
= Water in the fuel filter
* water & fuel & (light|lamp|symbol|sign|filter|warning)
# A filter or a tap with a drop
~ There is water in the diesel filter.
+ Have it drained as the handbook says, before it reaches the pump.

power-reduced | yellow | limp | - | -
= Reduced power
* (tortoise|turtle|snail)
* (reduced power|limited power) & (light|lamp|symbol|message|warning)
# A tortoise, or an arrow pointing down
~ The car limits its power to protect itself.
+ Drive on with care and have the codes read.

throttle | yellow | limp | - | -
= Electronic throttle
* (lightning|bolt|flash) & (bracket*|throttle)
* (epc|etc) (light|lamp|warning|symbol)
# A lightning bolt between brackets
~ The throttle control has a fault and the car may limit its power.
+ Drive with care and have the codes read.

gearbox | yellow | limp | - | -
= Gearbox
* (cog|gear|gearwheel) & (light|lamp|symbol|sign|exclamation|thermometer|warning)
* (gearbox|transmission) (light|lamp|symbol|sign|warning)
# A cog with an exclamation mark or thermometer
~ The gearbox is too hot or has a fault.
+ Let it cool at idle in park. If it stays on, have the codes read.

steering-red | red | stop | steering-suspension | -
= Steering
* steering (wheel|light|lamp|symbol|warning) & red
# A steering wheel with an exclamation mark, red
~ The steering has failed or needs great force.
+ Stop where it is safe and do not drive on.

steering-yellow | yellow | soon | steering-suspension | charging
= Steering assistance
* steering (wheel|light|lamp|symbol|warning) & (yellow|amber|orange)
* steering wheel & exclamation
# A steering wheel with an exclamation mark, yellow
~ The steering help is reduced.
+ Expect heavy steering. Test the battery and have the codes read.

airbag | red | soon | airbag | -
= Airbag
* (person|man|passenger) & (ball|balloon|bubble|airbag|circle)
* (airbag|srs) (light|lamp|symbol|sign|warning)
# A seated person with a ball in front
~ Airbags or belt tensioners may not work, or not as they should.
+ Have the codes read by someone trained. Do not touch plugs, seats or steering wheel.

seat-belt | red | soon | - | -
= Seat belt
* (person|man) & (belt|strap|sash)
* seat belt (light|lamp|symbol|sign|warning)
# A seated person with a belt
~ Somebody is not belted.
+ Fasten the belts.

tyre-pressure | yellow | soon | wheels | -
= Tyre pressure
* (horseshoe|tyre|tire|u shape*|pan|cauldron) & exclamation
* (tyre|tire|tpms) & (light|lamp|symbol|sign|warning)
# A tyre cut open with an exclamation mark
~ A tyre has lost pressure, or the system has a fault when it flashes first.
+ Stop where it is safe, look at the tyres and set the pressure of the placard.

immobiliser | yellow | tow | - | no-start-petrol
= Immobiliser
* (key|padlock|lock) & (light|lamp|symbol|sign|flash*)
* immobili* (light|lamp|symbol|sign)
# A key, or a car with a padlock
~ The key is not accepted and the engine will not start.
+ Try the spare key and the emergency place in the handbook.

high-voltage | red | stop | high-voltage | -
= High-voltage system
* (lightning|bolt) & (car|red|battery)
* (stop safely|stop vehicle|electric system) & (red|message|light|lamp)
# A car or battery with a lightning bolt, or the words stop and electric
~ The high-voltage system has a fault.
+ Stop, get everybody out, keep away and touch nothing orange. With smoke, heat or a crash, call the fire brigade.

high-voltage-yellow | yellow | limp | high-voltage | -
= Electric drive
* (car|plug) & exclamation & (yellow|amber|orange)
* (ev|hybrid|electric) (light|lamp|symbol|warning) & (yellow|amber|orange)
# A car with an exclamation mark, or a plug, yellow
~ The electric drive or the charging has a fault.
+ Drive with care to a workshop trained for high voltage.

ready | green | fine | - | -
= Ready to drive
* (green) & ready
* (ready) (light|lamp|sign|symbol)
# The word READY
~ The car may move without any engine noise.
+ None; but switch it off before any work.

rear-fog | yellow | fine | - | -
= Rear fog lamp
* rear fog*
* fog (light|lamp) & (yellow|amber|orange)
# A lamp with wavy line, to the left
~ The rear fog lamp is on.
+ Switch it off when the view is clear.

main-beam | blue | fine | - | -
= Main beam
* (blue) & (light|lamp|headlight*|headlamp*|beam*)
* (high|main|full) beam
# A lamp with straight beams
~ The main beam is on.
+ Dip it for others.

bulb | yellow | soon | - | -
= Lamp failure
* (bulb) & (exclamation|light|lamp|symbol|sign|failure|warning|out)
# A bulb with an exclamation mark
~ A lamp outside has failed.
+ Walk around the car and replace the lamp.

washer | yellow | fine | - | -
= Washer fluid
* (windscreen|windshield|washer|fountain|spray*) & (light|lamp|symbol|sign|warning|low)
# A windscreen with a fountain
~ There is little washer fluid.
+ Refill it.

service | yellow | soon | - | -
= Service due
* (spanner|wrench) & (light|lamp|symbol|sign|yellow|amber|orange)
* service (light|lamp|symbol|sign|due)
# A spanner
~ A service is due by distance or time.
+ Look at what is due in the handbook or the service record.

door | red | soon | - | -
= Door or bonnet open
* door* (open|ajar)
* car & (open doors|doors open|wings)
# A car with open doors
~ A door, the bonnet or the boot is not closed.
+ Stop where it is safe and close it.

frost | yellow | fine | - | -
= Risk of ice
* (snowflake|snow crystal|ice|frost) & (light|lamp|symbol|sign|warning)
* snowflake
# A snow crystal
~ It is cold enough for ice on the road.
+ Drive with care.
`;
