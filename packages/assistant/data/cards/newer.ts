/** Cards of engine, gearbox, high voltage and network from later additions of the standard; form: src/codes/card-text.ts. */
export const newerCards = `
P0555 P0556 P0557 P0558 | soon | brakes | - | P0555 P0556 P0557 P0558 P0504
= The pressure sensor of the brake booster {has a circuit fault|reads what does not fit|reads too low|reads too high}.
~ The vacuum in the booster beside engine running and braking.
@ Ignition on and engine running.
- Vacuum hose or one-way valve leaks
- Vacuum pump weak
- Plug, wire or sensor
+ Feel whether the pedal is hard with the engine running: then do not drive
+ Measure the vacuum with a gauge and compare with the maker's figure
+ Test reference, ground and signal
! A failed booster when the hose is split

P0572 P0573 | soon | brakes | - | P0504 P0571 P0572 P0573
= The signal of brake switch A stays {low|high}.
~ The brake switch beside its second track and the driving.
@ Ignition on and while driving.
- Switch out of adjustment or worn
- Fuse, plug or wire
- Brake lamp circuit bridged by a wrong bulb
+ See whether the brake lamps come on and go off
+ Watch the switch on the scan tool
+ Check its seat and adjustment
! A cruise control fault, which only follows

P0597 P0598 P0599 | soon | hot-coolant | overheating | P0128 P0217 P0597 P0598 P0599
= The heater of the controlled thermostat has a circuit that {is open|stays low|stays high}.
~ Voltage and current of the heater in the thermostat.
@ Ignition on and engine running.
- Plug soaked with coolant
- Heater burnt out
- Wire or fuse
+ Look into the plug for coolant
+ Measure the heater's resistance and compare with the maker's figure
+ Test the supply at the plug
! An open thermostat, which has its own code

P0638 P2119 | limp | - | - | P0638 P2119 P2101 P2135 P0121
= The throttle plate does not {follow its control|do what the module asks of it}.
~ The measured plate position against the wanted one.
@ Ignition on and running.
- Deposits at the plate
- Gears or motor in the throttle body
- Plug or supply
+ Keep fingers out of the bore: the plate may close by itself
+ Look at plate and bore with the ignition off
+ Watch wanted and measured position
+ Do the maker's learning run after cleaning or replacing
! A failed body when it only needs cleaning and learning

P0670 P0683 P0684 | fine | battery | no-start-diesel | P0380 P0670 P0671 P0683
= The glow plug module {has a circuit fault|does not talk as it should|gives answers that do not fit}.
~ The line between engine module and glow plug module.
@ Ignition on, mostly when cold.
- Fuse or main supply of the module
- Plug or wire
- Module itself, often damaged by a shorted plug
+ Test supply and ground of the module under load, from the battery on
+ Measure all glow plugs before a new module is fitted
+ Follow the line to the engine module
! Glow plugs, which have codes of their own

P0882 P0883 P0884 | limp | battery | charging | P0562 P0563 P0700 P0882 P0883 P0884
= The supply of the transmission module is {too low|too high|unsteady}.
~ The module's own supply voltage.
@ Ignition on and running.
- Battery or charging
- Relay, fuse or ground of the module
- Plug at the gearbox
+ Measure battery and charging first
+ Test supply and ground of the module under load
+ Look at relay and plug
! A failed gearbox

P0894 P0897 | limp | lifting | - | P0700 P0730 P0868 P0894 P0897
= {Something in the transmission slips|The transmission judges its fluid as worn out}.
~ {Speeds before and after the clutches|Heat and use counted by the module}.
@ While driving, warm fluid.
- Fluid old, low or wrong
- Worn clutches
- Pressure control
+ Check level, colour and smell of the fluid as the maker describes
+ Read all codes of the transmission module
+ After a fluid change do the maker's reset and adaptation
! A gearbox to replace when the fluid was never changed

P0AA6 | stop | high-voltage | - | P0A94 P0A78 P0A1F P0AA6
= The high-voltage system has lost its insulation against the body.
~ The insulation resistance between high voltage and body, measured by the car itself.
@ Ready to drive, also with the climate compressor on.
- Moisture in a plug or component
- Climate compressor or heater
- Damaged cable, motor or inverter
- Drive pack leaking or wet after an accident or flood
+ Touch nothing orange and keep others away: one more fault makes the body dangerous
+ Have it made dead and measured part by part by people trained for high voltage
+ Tell them whether it comes with climate, rain or driving
! A failed pack when the compressor is the cause

P0A0A P0A0C P0A0D | tow | high-voltage | - | P0A0A P0A0C P0A0D P0AA6
= The interlock loop that watches the high-voltage plugs {is at fault|reads low|reads high}: a cover or plug may be open.
~ A small current through all covers and plugs of the system.
@ Ready to drive or charging.
- Plug or cover not fully closed after work
- Safety plug not seated
- Loop wire broken
+ Ask what was worked on last
+ Leave covers and plugs alone unless trained for high voltage
+ Have the loop measured by trained people with the system made dead
! A failed battery pack

P0A78 P0A94 P0A93 | tow | high-voltage hot-coolant battery | - | P0A78 P0A93 P0A94 P0AA6
= The {inverter of the drive motor|DC-DC converter|cooling of the inverter} does not work as it should.
~ Currents, voltages and temperatures inside the unit.
@ Ready to drive, mostly under load.
- Coolant low, air in it, or its pump not running
- Low starter battery
- Fault inside the unit
+ Check the level of the inverter coolant cold, and whether its pump runs
+ Test the starter battery
+ Leave the unit closed: only people trained for high voltage open it
! A failed unit when its coolant pump stands still

P2177 P2179 | soon | fuel belts | fuel-trim | P0171 P0174 P2177 P2179 P0087
= Bank {1|2} is too lean off idle.
~ The learned fuel correction above idle.
@ Warm engine, steady driving, over more than one drive.
- Weak fuel supply or blocked filter
- Air flow sensor reads too little
- Air leak that opens with movement or boost
+ Measure fuel pressure under load
+ Compare the air flow under load with the maker's figure
+ Smoke-test the intake
! A vacuum leak, which shows mostly at idle

P2178 P2180 | soon | fuel | fuel-trim | P0172 P0175 P2178 P2180
= Bank {1|2} is too rich off idle.
~ The learned fuel correction above idle.
@ Warm engine, steady driving, over more than one drive.
- Air flow sensor reads too much
- Fuel pressure too high
- Leaking injector
- Purge with a soaked canister
+ Compare the air flow with the maker's figure
+ Measure fuel pressure
+ Close off the purge line and watch the trim
! An oxygen sensor that reports the truth

P2181 P00B7 | soon | hot-coolant | overheating | P0128 P0217 P0597 P2601
= The cooling system {does not behave as it should|moves too little coolant}.
~ Coolant temperatures against a model of warming and cooling.
@ After a cold start, and under load.
- Low coolant or air in it
- Thermostat stuck
- Electric pump weak or not running
+ Check the level with the engine cold
+ Watch temperatures while it warms
+ Run the electric pump with the scan tool, where there is one
! A temperature sensor

P2601 P261B | stop | hot-coolant battery | overheating | P2181 P00B7 P0217 P2601 P261B
= The electric coolant pump {A|B} does not run as asked.
~ The pump's speed or answer against the command.
@ Ignition on and engine or drive running.
- Pump blocked or worn
- Air in the system
- Plug, fuse or supply
+ Check the level when cold, and the temperature while running
+ Test fuse, supply and ground under load, from the battery on
+ Run the pump with the scan tool and feel or listen
! A failed thermostat

P2293 | limp | fuel diesel-pressure | - | P0087 P0088 P0089 P2293 P2294
= Fuel pressure regulator 2 does not hold the pressure where it is wanted.
~ Wanted and measured rail pressure while the valve works.
@ Engine running.
- Valve sticks from dirt or water
- Weak supply
- Return blocked
+ Look at fuel and filter for metal, water and dirt
+ Measure the supply pressure
+ Compare wanted and measured pressure; open nothing under pressure
! A failed high pressure pump

P2269 P2264 | soon | fuel diesel-pressure | - | P2264 P2269 P0087
= {There is water in the diesel fuel|The circuit of the sensor for water in fuel is at fault}.
~ The sensor at the bottom of the filter.
@ Ignition on.
- {Water from a bad filling or from condensation|Plug corroded}
- Filter not drained or not renewed
- Sensor itself
+ Drain a little from the filter into a glass and look
+ Look at plug and sensor
+ With much water do not run the engine: pump and injectors rust
! A failed sensor, believed without looking

P2509 P2610 | soon | battery | charging | P0562 P0603 P0685 P2509 P2610
= {The supply of the engine module drops out for moments|The clock that counts how long the engine stood does not fit}.
~ {The module's supply while running|The module's clock against other modules or temperatures}.
@ Ignition on{ and running|, after standing}.
- Loose battery terminal or ground
- Main relay or fuse
- {Ignition switch|Battery was off or flat}
- Module itself
+ Test battery terminals, grounds and relay under load
+ Wiggle harness and fuse box meanwhile
+ Clear and see whether it returns
! A failed module

P2646 P2647 P2648 P2649 | limp | - | - | P0011 P0524 P2646 P2647 P2648 P2649
= The valve lift control of bank 1 {does not switch on|does not switch off|has a circuit that stays low|has a circuit that stays high}.
~ The oil pressure switch or solenoid beside the command.
@ Warm engine, at the speed where the lift changes.
- Oil low, old or wrong
- Solenoid or its screen blocked
- Oil pressure switch
- Wire or plug
+ Check level, age and grade of the oil before anything else
+ Look at the solenoid's screen
+ Test solenoid and switch as the maker describes
! A failed engine when the oil is low

U0199 U0200 U0208 U0230 | fine | battery | can-bus | U0140 U0199 U0200 U0208 U0230
= Other modules no longer receive messages from the {first door module|second door module|seat module|tailgate module}.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Wires broken where the {door bends|door bends|seat moves|tailgate bends}
- Water in the plug
- Fuse or ground of the module
- Module itself
+ Test the battery first
+ Look over the harness where it bends
+ Test fuse, supply and ground under load
! A failed body module

U0212 U0236 | soon | battery airbag steering-suspension | can-bus | U0126 U0212 U0236 U0100
= Other modules no longer receive messages from the {steering column module|steering column lock}.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Low battery at start
- Supply, fuse or ground of the module
- Plug disturbed by other work
- Module itself
+ Test the battery first
+ Read the maker's airbag procedure before anything at the column is unplugged
+ Test its fuse, supply and ground
! A failed steering gear

U0293 | tow | battery high-voltage | can-bus | U0100 U0110 U0111 P0AC4
= Other modules no longer receive messages from the hybrid powertrain module.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Low starter battery
- Supply, fuse or ground of the module
- Bus line open or shorted
- Module itself
+ Test the starter battery first
+ See whether the scan tool reaches the module
+ Test its fuse, supply and ground; touch nothing orange
! A failed high-voltage battery

U0300 | fine | - | - | U0100 U0140 P0602
= The software versions of control modules do not fit each other.
~ Version messages exchanged at ignition on.
@ Ignition on.
- Module replaced or programmed without its counterparts
- Programming broken off
- Used module of another version
+ Ask which module was replaced or programmed last
+ Compare versions with the maker's list
+ Have the versions brought in line
! A failed module
`;
