/** Cards of exhaust recirculation, secondary air, fuel vapour and diesel exhaust cleaning; form: src/codes/card-text.ts. */
export const emissionsCards = `
P0400 P0401 | soon | exhaust-gas | - | P0402 P0403 P0404 P0101 P2457
= {The flow of recirculated exhaust is not as it should be|Less exhaust is recirculated than wanted}.
~ Air flow, manifold pressure or temperature while the valve opens.
@ Warm engine, steady load or overrun.
- Carbon in valve, cooler or passages
- Valve or its drive sticks closed
- Vacuum hose or solenoid, where it works by vacuum
- Air flow sensor or pressure sensor that misleads the test
+ Run the valve with the scan tool and watch air flow and idle change
+ Take off the valve and look at its passages, engine cold
+ Test hose and solenoid with a hand pump
+ Check the sensors the test relies on
! A failed valve when the passage behind it is blocked

P0402 | soon | exhaust-gas | - | P0401 P0404 P0300
= More exhaust is recirculated than wanted.
~ Air flow, manifold pressure or temperature while the valve should be closed.
@ Warm engine at idle and part load.
- Valve held open by carbon
- Control solenoid leaks
- Pressure feedback sensor or its hoses
+ Run the valve with the scan tool and watch whether the idle settles when closed
+ Take off the valve and look whether it closes
+ Compare the position signal at rest with the learned value
! Misfire from ignition, when exhaust enters at idle

P0403 | soon | exhaust-gas | - | P0401 P0404 P0405
= The control circuit of the exhaust recirculation valve is at fault.
~ Current and voltage of the valve's drive.
@ Ignition on.
- Plug or harness damaged by heat
- Motor or winding of the valve
- Supply fuse
+ Test fuse, supply and ground at the plug under load
+ Measure the winding and compare with the maker's figure
+ Run the valve with the scan tool
! A dirty valve, because the code is electrical

P0404 P0405 P0406 | soon | exhaust-gas | - | P0401 P0402 P0403
= The position of the exhaust recirculation valve {does not follow the command|reads too low|reads too high}.
~ The position signal against the command and its limits.
@ Ignition on and running.
- Carbon that stops the valve
- Position sensor or its wiring
- Gear of the drive worn
+ Watch wanted and measured position while the valve is run
+ Test reference, ground and signal at the plug
+ Take off the valve and look at it, engine cold
! A wiring fault when carbon blocks the valve

P0410 P0411 | fine | exhaust-gas | - | P0410 P0412 P0413 P0418
= Secondary air {does not work|does not reach the exhaust in the right amount} after a cold start.
~ The answer of the oxygen sensors or a pressure sensor while the air pump runs.
@ After a cold start.
- Pump seized, often from water
- Switching valve or its vacuum line
- Relay or fuse of the pump
- Passages blocked by carbon
+ Listen for the pump after a cold start, or run it with the scan tool
+ Test fuse, relay and supply at the pump
+ Blow through the valve when it is off: it must close against the exhaust
! A failed pump while the valve let exhaust water into it: replace the cause too

P0440 | fine | fuel | evap | P0441 P0442 P0455 P0456
= The fuel vapour system does not pass its test.
~ Pressure or vacuum in the tank while the system is closed.
@ Fuel level in the middle range, cool start, for some time.
- Filler cap or its seal
- Purge or vent valve
- Split hose or canister
+ Look at cap and filler neck
+ Run purge and vent valve with the scan tool
+ Smoke-test at the low pressure the maker allows
! A failed tank pump

P0441 | fine | fuel | evap | P0443 P0455 P0172 P2187
= Fuel vapour flows to the engine when it should not, or not when it should.
~ Tank pressure and mixture while the purge valve is opened and closed.
@ Warm engine, closed-loop fuel control.
- Purge valve stuck open or closed
- Hose off, kinked or swapped
- Soaked canister
+ With the engine at idle and the valve off, feel for suction at its tank side: there should be none
+ Run the valve with the scan tool
+ Look over the hoses to the canister
! A lean or rich code that a leaking purge valve has caused

P0442 P0456 | fine | fuel | evap | P0442 P0455 P0456 P0457
= The fuel vapour system has a {small|very small} leak.
~ How well the closed system holds pressure or vacuum over some time.
@ Fuel level in the middle range, cool start, moderate weather; it may take days to run.
- Filler cap seal or neck rusty
- Vent or purge valve that seeps
- Hairline split in a hose, or an O-ring at pump or canister
+ Look at cap, seal and neck; ask when it was last opened
+ Close the vent with the scan tool and smoke-test at the low pressure the maker allows
+ Watch tank pressure while the system is sealed
! A tank that was filled with the engine running

P0443 P0444 P0445 | fine | fuel | evap | P0441 P0172
= The circuit of the purge valve {is at fault|is open|is shorted}.
~ Voltage and current of the valve while it is switched.
@ Engine running.
- Plug or wire
- Winding of the valve
- Supply fuse
+ Measure the winding and compare with the maker's figure
+ Test the supply at the plug
+ Run the valve with the scan tool and feel it click
! A leak in the system, which this code does not test

P0446 P0447 P0448 P0449 | fine | fuel | evap | P0442 P0455
= The vent of the fuel vapour system {does not open or close as asked|has an open circuit|has a shorted circuit|has a fault in its valve circuit}.
~ Tank pressure during purge, and the circuit of the vent valve.
@ Engine running, during the vapour test.
- Vent valve blocked by dust or rust
- Plug or wire near the canister, under the car
- Canister filled with fuel or broken up
+ Look at valve, filter and plug near the canister
+ Run the valve with the scan tool and listen
+ Ask whether the tank is filled past the first stop
! A failed canister when only its filter is blocked

P0450 P0451 P0452 P0453 | fine | fuel | evap | P0442 P0455
= The pressure sensor of the fuel vapour system {has a circuit fault|does not fit the conditions|reads too low|reads too high}.
~ The sensor signal and its value with the cap off or at rest.
@ Ignition on, then during the vapour test.
- Plug or harness
- Sensor itself
- Hose or port blocked
+ Read the value with the filler cap off: it should be the maker's resting value
+ Test reference, ground and signal
+ Look over the harness above the tank for chafing
! A leak, while the sensor itself is wrong

P0455 P0457 | fine | fuel | evap | P0442 P0456 P0441 P0446
= The fuel vapour system has a large leak{| just after the tank was filled}.
~ Whether the closed system builds pressure or vacuum at all.
@ Fuel level in the middle range, cool start.
- Filler cap missing, loose or wrong
- Hose off or split
- Purge valve that does not flow, or vent that does not close
+ Look at cap and neck first
+ Run both valves with the scan tool
+ Smoke-test at the low pressure the maker allows
! A small leak, which has its own codes

P2002 P2003 | limp | exhaust-gas | dpf | P2463 P2452 P0420
= The particulate filter of bank {1|2} holds back less soot than it should, or its measured resistance is too small.
~ The pressure before and after the filter at a known exhaust flow, or a soot sensor after it.
@ Warm engine at load, filter not full.
- Pressure hoses split, swapped or off
- Pressure sensor drifted
- Exhaust leak before or after the filter
- Filter cracked, melted or emptied
+ Look over the pressure hoses from end to end
+ Compare the pressure reading with the engine off: it should be nothing
+ Look into the tail pipe for soot: a working filter leaves it clean
! A failed filter when a hose is split

P2452 P2453 P2454 P2455 | limp | exhaust-gas | dpf | P2002 P2463
= The pressure sensor of the particulate filter {has a circuit fault|reads what does not fit the flow|reads too low|reads too high}.
~ The pressure signal at rest, at idle and at load.
@ Ignition on, then running.
- Hoses split, blocked by soot or water, or swapped
- Plug or harness
- Sensor itself
- Filter really blocked
+ Read the value with the engine off, then at idle and at raised speed
+ Look over both hoses and their ports
+ Test reference, ground and signal
! A full filter when a hose is blocked

P2458 | soon | exhaust-gas | dpf | P2459 P2463 P2002
= The particulate filter does not become clean in the time a regeneration should take.
~ The run time of the regeneration and the soot load after it.
@ During a regeneration.
- Drives too short to finish it
- Exhaust not hot enough: temperature sensor, injector or fuel additive
- Thermostat stuck open
- Oil or ash in the filter
+ Ask how the car is driven and how often regeneration ends early
+ Read soot load, ash load and exhaust temperatures
+ Check the oil level: it rises when late injection runs down the cylinder
! A worn filter when the thermostat keeps the engine cold

P2459 | soon | exhaust-gas | dpf | P2458 P2463 P0401 P0299
= The particulate filter needs cleaning far too often.
~ The distance between regenerations.
@ Over several drives.
- Too much soot: recirculation, boost leak, injectors
- Only short trips
- Pressure sensor or hoses wrong
+ Read the distance between the last regenerations
+ Pressure-test the charge side and run the recirculation valve
+ Look over the pressure hoses
! A full filter, while the engine makes the soot

P2463 | limp | exhaust-gas | dpf | P2002 P2452 P2458 P2459
= The particulate filter holds more soot than can be burned safely while driving.
~ The soot load calculated from pressure and driving.
@ Engine running.
- Many short trips or regenerations broken off
- Fault that blocks regeneration: sensor, thermostat, glow system, low fuel
- Too much soot from boost leak, injector or recirculation
- Ash after a long life
+ Read all codes and clear the causes first
+ Read soot and ash load, and the pressure at idle and raised speed
+ Start a regeneration with the scan tool only below the maker's limit and away from anything that burns
! A filter to replace at once, when the cause of the soot has not been found

P0544 P0545 P0546 | limp | exhaust-gas | dpf | P2031 P2032 P2033 P2458
= The first exhaust temperature sensor of bank 1 {has a circuit fault|reads too low|reads too high}.
~ The sensor's signal and its agreement with the others when cold.
@ Ignition on, and running.
- Sensor itself
- Plug or harness damaged by heat
- Wrong sensor or place after work
+ Compare all exhaust temperatures on a cold engine: they should agree
+ Look over the harness and plug
+ Measure the sensor as the maker describes
! A full filter, because regeneration is blocked by this fault

P0470 P0471 | soon | exhaust-gas | dpf | P2002 P2452
= The exhaust pressure sensor {has a circuit fault|does not fit the conditions}.
~ The pressure signal with engine off and running.
@ Ignition on, then under load.
- Tube blocked by soot
- Plug or harness
- Sensor itself
+ Compare with the barometer while the engine is off
+ Look through tube and port
+ Test reference, ground and signal
! A blocked exhaust when only the tube is blocked

P2457 | soon | exhaust-gas hot-coolant | - | P0401 P0402 P0128
= The cooler of the recirculated exhaust does not cool as it should.
~ Temperatures before and after the cooler, or its bypass.
@ Warm engine with recirculation at work.
- Cooler blocked by soot
- Bypass flap or its actuator sticks
- Low coolant
+ Check the coolant level with the engine cold: falling level may mean a leak into the exhaust
+ Run the bypass with the scan tool
+ Look into the cooler when the valve is off
! A head gasket when coolant is lost through this cooler

P2047 P2048 P2049 | limp | exhaust-gas | - | P2047 P2048 P2049
= The control circuit of the reductant injector is {open|low|high}.
~ Voltage and current of the dosing valve.
@ Engine running, exhaust warm.
- Crystals of dried fluid in plug or valve
- Harness damaged by heat
- Winding of the valve
+ Look at plug and valve for white crystals
+ Measure the winding and compare with the maker's figure
+ Read how many starts are left before the car refuses to start, where it counts them
! An empty reductant tank
`;
