/** Cards of supply, control modules, cooling fans, oil pressure, speed and idle; form: src/codes/card-text.ts. */
export const electricalCards = `
P0217 | stop | hot-coolant | overheating | P0118 P0480 P0128
= The engine is too hot.
~ The coolant or cylinder head temperature against its upper limit.
@ Engine running.
- Coolant lost
- Fan or its control does not work
- Thermostat stuck closed
- Water pump does not move coolant
- Blocked radiator or head gasket
+ Stop, switch off and let it cool; never open the cap while it is hot
+ Check the level when cold, then pressure-test for leaks
+ Run the fan with the scan tool
+ Feel whether both radiator hoses become warm
! A failed sensor when the level is so low that it stands in steam

P0218 | stop | hot-coolant | - | P0710 P0711 P0868
= The transmission fluid is too hot.
~ The fluid temperature against its upper limit.
@ Driving, mostly with a trailer, on hills or in traffic.
- Heavy load or much slipping
- Fluid low or old
- Cooler blocked
- Clutch or converter slips
+ Let it cool at idle in neutral or park as the maker advises
+ Check level and smell of the fluid as the maker describes
+ Look over cooler and lines
! A failed sensor on a car that has towed

P0480 P0481 | soon | hot-coolant belts | overheating | P0480 P0481 P0691 P0217
= The control circuit of cooling fan {1|2} is at fault.
~ Voltage at the module's output to the fan relay or fan module.
@ Ignition on and running.
- Fan motor seized or its fuse blown
- Relay or fan module
- Plug burnt
+ Run the fan with the scan tool; keep hands away, it may start by itself
+ Test fuse, supply and ground under load
+ Measure the motor's current
! A failed relay when the motor draws too much

P0500 P0501 | soon | wheels brakes | wheel-speed | P0502 P0503 C0035 U0121 P0720
= The speed of the car {is missing|does not fit engine speed and gear}.
~ The speed signal beside engine speed and load.
@ While driving.
- Wheel speed sensor, when the speed comes from the brake module
- Speed sensor at the gearbox
- Wiring or lost message on the bus
+ Read where the maker takes the speed from
+ Read codes of the brake module and do those first
+ Watch all speed values on a slow drive
! A failed instrument cluster

P0504 P0571 | soon | brakes | - | P0504 P0571 P0703
= The brake switch {gives two signals that do not agree|has a circuit fault}.
~ Both tracks of the brake switch while the pedal moves.
@ Ignition on.
- Switch worn or out of adjustment
- Plug or fuse
- Bulb of the wrong type, where the lamp is watched
+ See whether the brake lamps come on and go off
+ Watch both tracks on the scan tool while the pedal is pressed slowly
+ Check seat and adjustment of the switch
! A cruise control fault, which only follows

P0505 P0506 P0507 | soon | battery belts | fuel-trim | P0171 P2187 P0121
= The idle speed {is not under control|is lower than wanted|is higher than wanted}.
~ Engine speed at idle against the wanted speed.
@ Warm engine at idle.
- Dirty throttle body
- {Air leak or basic setting lost|Load on the engine, or a weak cylinder|Air leak, or a plate that does not close}
- Breather valve
- Basic setting lost after battery or throttle work
+ Look at the throttle bore with the ignition off
+ Smoke-test the intake
+ Do the maker's basic setting; keep the battery supported meanwhile
! A failed throttle body when it only needs cleaning and learning

P0520 P0521 P0522 P0523 | stop | - | - | P0524
= The oil pressure sensor or switch {has a circuit fault|reads what does not fit|reads too low|reads too high}.
~ The pressure signal beside engine speed and temperature.
@ Ignition on and running.
- Oil level low
- Sensor or plug, often soaked with oil
- Real low pressure: pump, bearings, blocked pickup
- Wrong oil
+ Check the oil level with the engine off, before it is started again
+ Measure the pressure with a gauge and compare with the maker's figure
+ Look into the plug
! A failed sensor, believed without a gauge

P0524 | stop | - | - | P0520 P0521 P0011
= The oil pressure is too low for the engine to run.
~ The pressure signal against its lowest limit for the speed.
@ Engine running.
- Oil level low
- Wrong or thinned oil
- Blocked pickup or filter
- Worn pump or bearings
+ Switch off at once and check the level
+ Do not start again before the pressure was measured with a gauge
+ Look for leaks and for metal in the filter
! A failed switch, believed without a gauge

P0560 P0561 | soon | battery belts | charging | P0562 P0563 P0620
= The supply voltage of the control module {is out of its range|changes too much}.
~ The module's own supply voltage.
@ Ignition on and running.
- Loose terminal or ground
- Alternator or its belt
- Worn battery
+ Look over the terminals and grounds of the battery
+ Measure battery voltage at rest, running and with loads on
+ Measure ripple of the alternator
! Faults of many modules at once, which bad supply causes by itself

P0562 | soon | battery belts | charging | P0560 P0563 P2503
= The control module sees a supply voltage below what it needs to work reliably.
~ The module's own supply voltage while the engine runs.
@ Engine running for some time, no start in progress.
- Alternator, its belt or its control does not charge enough
- High resistance in battery terminals, main cable or ground
- Worn or discharged battery
- Poor supply or ground of the module itself
+ Measure voltage at the battery with the engine off and running, then with loads on
+ Measure the voltage drop of main cable and ground under load
+ Compare the module's reading with the meter at the battery
+ Look at belt and tensioner with the engine off
! Faults of many modules at once, which low voltage causes by itself

P0563 P2504 | soon | battery | charging | P0560 P0562 P0622
= The supply voltage is higher than the modules allow.
~ The supply voltage while the engine runs.
@ Engine running.
- Regulator of the alternator
- Sense wire broken
- Jump start or charger of a higher voltage
+ Measure at the battery with the engine running
+ Ask about jump starts and chargers
+ Look at the sense and control wires of the alternator
! A failed battery, which may swell because of it

P0601 P0604 P0605 P0606 P0607 | limp | battery | - | P0601 P0603 P0606 P0562 U0100
= The engine module finds a fault in {its stored program|its working memory|its program memory|its processor|its own function}.
~ The module's tests of itself.
@ Ignition on.
- Low or disturbed supply at some moment
- Programming that was broken off
- Module itself
+ Test battery, charging, supply and ground of the module under load
+ Read whether the code returns after clearing
+ Ask about programming, tuning and jump starts
+ Look for the maker's bulletin on software
! A failed module when its ground is poor

P0603 | fine | battery | charging | P0562 P0601
= The memory that should stay alive with the ignition off was lost.
~ Stored values compared at each start.
@ At ignition on.
- Battery disconnected or run flat
- Poor permanent supply of the module
- Module itself
+ Ask whether the battery was changed or flat
+ Clear and see whether it returns
+ Test the permanent supply under load
! A failed module after a battery change

P0615 P0616 P0617 | tow | battery | no-crank | P0850 P0704 P0562
= The circuit of the starter relay {is at fault|stays low|stays high}.
~ Voltage at the module's output to the starter relay.
@ When a start is asked for.
- Relay or socket
- Wire to the relay
- Switch of clutch, brake or gear lever
+ Look whether the relay clicks when a start is asked for
+ Swap the relay with an equal one of a circuit that works
+ Test coil supply and control at the socket
+ Test the battery under load
! A failed starter when the relay does not close

P0620 P0622 P0625 P0626 | soon | battery belts | charging | P0620 P0622 P0562 P2503
= The control of the alternator {is at fault|through its field circuit is at fault|through its field terminal is low|through its field terminal is high}.
~ The control or answer line between module and alternator.
@ Engine running.
- Plug at the alternator
- Wire broken or chafed
- Regulator of the alternator
- Wrong alternator fitted
+ Measure charging voltage with loads on
+ Test the control line as the maker describes
+ Look at belt and plug with the engine off
! A failed battery

P0641 P0642 P0643 P0651 P0652 P0653 | limp | - | - | P0107 P0122 P0193 P0452
= The reference voltage {A is open|A is low|A is high|B is open|B is low|B is high}: every sensor on it reads wrong.
~ The reference voltage inside the module.
@ Ignition on.
- One sensor or its wire shorted
- Harness chafed
- Module itself
+ List the sensors on this reference in the wiring plan
+ Unplug them one after the other while watching the voltage
+ Look at the harness where it passes sharp edges
! Several failed sensors at once

P0685 P0686 P0687 P0688 | tow | battery | no-start-petrol | P0562 U0100
= The main relay of the engine management {has an open control circuit|has a control circuit that stays low|has a control circuit that stays high|does not show its output to the module}.
~ The control of the main relay and the voltage it switches.
@ Ignition on and off.
- Relay or socket
- Fuse or wire
- Water in the fuse box
+ Test supply of the relay from the battery
+ Swap the relay with an equal one of a circuit that works
+ Look into the fuse box for water and heat marks
! A failed module

P2503 | soon | battery belts | charging | P0562 P0620 P0622
= The charging voltage is too low.
~ The voltage while the alternator should charge.
@ Engine running.
- Belt slips or is missing
- Alternator or regulator
- High resistance in main cable or ground
+ Look at the belt with the engine off
+ Measure voltage at alternator and battery with loads on
+ Measure the voltage drop of both cables under load
! A failed battery, which only shows it first

P0645 P0646 P0647 | fine | refrigerant belts | cold-ac | P0530 P0531 P0532 P0533
= The circuit of the air conditioning clutch relay {is at fault|stays low|stays high}.
~ Voltage at the module's output to the relay.
@ Engine running, cooling asked for.
- Relay or fuse
- Clutch coil or its wire
- Compressor without clutch: control valve instead
+ Test fuse and relay
+ Measure the coil's resistance and compare with the maker's figure
+ Read the refrigerant pressure on the scan tool
! Lost refrigerant, which stops the clutch without this code

P0530 P0531 P0532 P0533 | fine | refrigerant | cold-ac | P0645
= The refrigerant pressure sensor {has a circuit fault|reads what does not fit|reads too low|reads too high}.
~ The pressure signal at rest and with cooling on.
@ Ignition on and running.
- Refrigerant lost or too much
- Plug or wire
- Sensor itself
- Condenser fan not working
+ Compare the shown pressure at rest with the pressure table for the outside temperature
+ Test reference, ground and signal
+ Leave the circuit closed: only people trained for it open it, with recovery equipment
! A failed sensor when the circuit is empty
`;
