/** Cards of valve timing, ignition, misfire and engine speed; the form is told in src/codes/card-text.ts. */
export const ignitionCards = `
P0010 P0013 P0020 P0023 | soon | - | - | P0011 P0014 P0021 P0016
= The control circuit of a camshaft adjuster is open: {intake, bank 1|exhaust, bank 1|intake, bank 2|exhaust, bank 2} on most engines.
~ Voltage and current of the oil control valve.
@ Engine running, battery voltage normal.
- Plug loose, or oil in the plug
- Open winding in the oil control valve
- Broken wire
+ Look into the plug for oil and bent pins
+ Measure the winding's resistance and compare with the maker's figure
+ Run the valve with the scan tool and listen
! A worn adjuster, although this code is electrical

P0011 P0014 P0021 P0024 | limp | - | - | P0010 P0016 P0017 P0018 P0524
= A camshaft stands further advanced than wanted: {intake, bank 1|exhaust, bank 1|intake, bank 2|exhaust, bank 2} on most engines.
~ The measured camshaft angle against the wanted one.
@ Warm engine, oil warm, adjuster in use.
- Oil low, wrong or dirty
- Oil control valve sticks, or its screen is blocked
- Adjuster worn or locked
- Chain or toothed drive out of time
+ Check level, age and grade of the oil before anything else
+ Read wanted and measured angle on the scan tool while the valve is moved
+ Take the valve out, look at its screen
+ Check the basic timing as the maker describes, if the angle is wrong at rest
! A failed sensor when old oil holds the adjuster

P0012 P0015 P0022 P0025 | limp | - | - | P0010 P0016 P0018 P0524
= A camshaft stands further retarded than wanted: {intake, bank 1|exhaust, bank 1|intake, bank 2|exhaust, bank 2} on most engines.
~ The measured camshaft angle against the wanted one.
@ Warm engine, oil warm, adjuster in use.
- Oil low, wrong or dirty, or oil pressure low
- Oil control valve sticks
- Stretched chain or a worn tensioner
- Adjuster worn
+ Check level, age and grade of the oil before anything else
+ Read wanted and measured angle while the valve is moved
+ Listen for chain noise at a cold start
+ Measure oil pressure with a gauge if the adjuster is slow
! A failed sensor when the chain has stretched

P0016 P0017 P0018 P0019 | limp | belts | - | P0011 P0012 P0335 P0340
= Crankshaft and camshaft do not stand together as they should: {bank 1, sensor A|bank 1, sensor B|bank 2, sensor A|bank 2, sensor B}.
~ The order in which the signals of both shafts arrive.
@ Engine running, at idle and adjuster at rest.
- Stretched chain or a chain or belt that has jumped
- Adjuster that does not lock at rest
- Sensor ring loose or damaged
- Sensor or its wiring
+ Do not run the engine more than needed: if the drive has jumped, valves may meet pistons
+ Compare both signals on a scope with a known good picture
+ Look at the marks of the timing drive as the maker describes
+ Check oil level and condition
! A failed camshaft sensor, replaced while the chain is stretched

P0300 | limp | exhaust-gas | misfire | P0301 P0302 P0171 P0316 P0420
= Cylinders misfire, and not always the same one.
~ Small changes in crankshaft speed after each firing.
@ Engine running, after the module has learned the crankshaft; not with very low fuel or on a rough road.
- Air leak or wrong mixture that all cylinders share
- Worn spark plugs
- Low fuel supply
- Exhaust recirculation or purge that does not close
- Low compression in more than one cylinder, or valve timing
+ If the lamp flashes, stop loading the engine: unburnt fuel overheats the catalyst
+ Read the freeze frame and the counters of each cylinder
+ Read the fuel trims and look for air leaks
+ Look at all spark plugs for age and colour
+ Compare compression by cranking current or a gauge
! Failed coils replaced one by one, while the mixture is wrong for all

P0301 P0302 P0303 P0304 P0305 P0306 P0307 P0308 | limp | exhaust-gas | misfire | P0300 P0171 P0316 P0420
= Cylinder {1|2|3|4|5|6|7|8} misfires: its power stroke is missing or too weak.
~ Small changes in crankshaft speed after the firing of this cylinder.
@ Engine running, after the module has learned the crankshaft; not with very low fuel or on a rough road.
- Spark plug or ignition coil
- Injector or its wiring
- Air leak at this cylinder's intake
- Low compression: valve, ring or head gasket
+ If the lamp flashes, stop loading the engine: unburnt fuel overheats the catalyst
+ Move the coil to another cylinder and see whether the misfire follows
+ Look at the plug, then move it as well
+ Compare the injector's resistance and contribution with the others
+ Measure compression or leak-down of this cylinder
! A failed coil when the plug gap or a valve is at fault
! A failed injector when the intake leaks beside it

P0313 | soon | fuel | misfire | P0300 P0460
= The engine misfired while little fuel was in the tank.
~ Misfire counters together with the fuel level.
@ Engine running with the level low.
- Tank run nearly dry
- Weak pump that draws air on bends
- Wrong level shown
+ Fill up and see whether it returns
+ Compare the shown level with what the tank took
+ Measure fuel pressure under load if it returns
! An ignition fault

P0316 | limp | fuel | misfire | P0300 P0301
= The engine misfired in its first revolutions after a start.
~ Misfire counters in the first turns.
@ Each start, mostly a cold one.
- Worn plugs, or moisture at coils
- Fuel pressure lost while standing, or a leaking injector
- Coolant or oil that seeps into a cylinder
- Carbon on intake valves
+ Ask whether it is the first start of the day
+ See whether fuel pressure holds overnight
+ Check the coolant level, and look into the cylinders if it falls
+ Look at all plugs
! A weak battery, which only makes the start slower

P0325 P0330 | soon | - | - | P0324 P0300
= The knock sensor of bank {1|2} or its circuit gives no usable signal.
~ The background signal of the sensor at higher speed.
@ Warm engine at raised speed and load.
- Broken wire or corroded plug, often under the manifold
- Sensor bolted with the wrong torque or on dirt
- Sensor itself
+ Look over harness and plug
+ Measure resistance and insulation as the maker describes
+ Check that the sensor sits flat and is tightened to the maker's figure
! A knocking engine, because the code speaks of the circuit

P0335 | tow | - | no-start-petrol | P0336 P0339 P0340 P0016
= The crankshaft position sensor gives no signal: spark and injection usually need it.
~ Pulses of the sensor while the engine turns.
@ Cranking or running.
- Broken wire or oil-soaked plug
- Sensor itself, often when hot
- Air gap wrong, or metal dust on the sensor
- Damaged sensor ring
+ See whether the scan tool shows engine speed while cranking
+ Look over harness and plug
+ Look at the signal on a scope while cranking
+ Test cold and hot if it stalls warm and starts again cold
! A failed fuel pump, because both end with a dead engine
! A failed camshaft sensor

P0336 P0339 | limp | - | no-start-petrol | P0335 P0016 P0315
= The crankshaft signal {has missing or extra pulses|comes and goes}.
~ The pattern of pulses, tooth by tooth.
@ Engine running.
- Loose plug or chafed wire
- Sensor failing when hot
- Damaged or loose sensor ring
- Metal dust on the sensor
+ Look at the signal on a scope, also while wiggling the harness
+ Look at the sensor tip and the air gap
+ Look at the ring for damaged teeth as far as it can be seen
! Misfire of one cylinder, which a bad ring imitates

P0340 P0345 P0365 P0390 | soon | - | no-start-petrol | P0335 P0016 P0017 P0018
= The camshaft position sensor gives no usable signal: {sensor A, bank 1|sensor A, bank 2|sensor B, bank 1|sensor B, bank 2}.
~ Pulses of the sensor beside those of the crankshaft.
@ Cranking or running.
- Sensor itself
- Broken wire or oil in the plug
- Camshaft not turning, or ring loose
- Missing reference shared with other sensors
+ Test reference, ground and signal at the plug
+ Look at both signals on a scope
+ If there is no pulse while cranking, see whether the camshaft turns
! A failed sensor when the timing drive is broken

P0341 P0346 | limp | belts | - | P0016 P0018 P0340 P0345
= The signal of camshaft sensor A, bank {1|2}, does not fit the crankshaft.
~ The place of the camshaft pulses between those of the crankshaft.
@ Engine running.
- Stretched or jumped timing drive
- Sensor loose or with wrong gap
- Disturbed signal, poor ground
- Adjuster that does not lock at rest
+ Check the seat and plug of the sensor
+ Compare both signals on a scope with a known good picture
+ Check the timing marks as the maker describes
! A failed sensor when the chain has stretched

P0351 P0352 P0353 P0354 P0355 P0356 | limp | - | misfire | P0300 P0301 P0302 P0350
= The primary circuit of ignition coil {A|B|C|D|E|F}, in the maker's order, is at fault.
~ Current and switching time of the coil's primary side.
@ Engine running.
- Coil itself
- Loose plug or broken wire
- Missing supply of the coils
- Output stage in the module
+ Move the coil to another cylinder and see whether the code follows
+ Test supply and ground at the plug under load
+ Look at the control signal on a scope
! A worn spark plug, which gives a misfire and not this code

P0380 | fine | battery | no-start-diesel | P0671 P0672 P0382
= The circuit of the glow plugs, or of their relay, is at fault.
~ Control and feedback of the glow relay or glow module.
@ Ignition on, and after start.
- Relay or glow module at fault
- Fuse or main cable of the glow plugs
- Several glow plugs open
+ Test the main fuse and the battery supply to the relay
+ Measure the current of all plugs while they are switched on
+ Measure each plug's resistance and compare them with each other
! A failed injector on a cold morning

P0671 P0672 P0673 P0674 | fine | - | no-start-diesel | P0380 P0671 P0672 P0673 P0674
= The circuit of the glow plug in cylinder {1|2|3|4} is open, shorted or out of range.
~ The current of each plug while it is switched on.
@ Ignition on and after start, mostly when cold.
- Glow plug burnt out
- Plug connector loose
- Glow module output
+ Measure the plug's resistance to the engine and compare with its neighbours
+ Test the module's output at the connector
+ Remove a plug only on a warm engine and with the maker's procedure: old plugs break off
! A failed glow module when one plug has shorted
`;
