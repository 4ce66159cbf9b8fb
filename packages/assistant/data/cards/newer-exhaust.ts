/** Cards of exhaust and fuel vapour from later additions of the standard; form: src/codes/card-text.ts. */
export const newerExhaustCards = `
P0496 P0497 | fine | fuel | evap | P0496 P0497 P0441 P0443 P0455
= Fuel vapour {flows to the engine while the purge valve should be closed|hardly flows while the purge valve should be open}.
~ Tank pressure while the system is closed or purged.
@ Fuel level in the middle range, engine running or standing, as the test asks.
- Purge valve that {does not close|does not open}
- Hose {swapped|off, kinked or blocked}
- Canister at fault
+ With the valve switched off feel for suction at its tank side: there should be none
+ Run the valve with the scan tool and watch tank pressure
+ Look over the hoses between engine and canister
! A leak in the tank, which has its own codes

P0498 P0499 P2421 P2422 | fine | fuel | evap | P0446 P0498 P0499 P2421 P2422 P0455
= The vent of the fuel vapour system {has a control circuit that stays low|has a control circuit that stays high|stays open|stays closed}.
~ The circuit of the vent valve and the tank pressure that follows from it.
@ Ignition on for the circuit; during the vapour test for the rest.
- Dust, rust or insects in valve and filter
- Plug or wire near the canister
- Valve itself
+ Look at valve, filter and plug near the canister
+ Run the valve with the scan tool and listen
+ Ask whether filling up stops early: a closed vent does that
! A filler cap

P0491 P0492 | fine | exhaust-gas | - | P0410 P0411 P0418 P0412
= Too little secondary air reaches bank {1|2} after a cold start.
~ The answer of the oxygen sensors or a pressure sensor while the air pump runs.
@ After a cold start.
- Passages in the head blocked by carbon
- Switching valve or its vacuum line
- Pump weak, or its relay or fuse
+ Listen for the pump after a cold start, or run it with the scan tool
+ See whether air leaves the pump and reaches the valve
+ Test the valve with a hand pump, where it works by vacuum
! A failed pump when the passages are blocked

P2A00 P2A01 P2A03 P2A04 | soon | exhaust-gas | fuel-trim | P0133 P0171 P0174 P0420 P2195
= The oxygen sensor gives values that do not fit: bank {1, sensor 1|1, sensor 2|2, sensor 1|2, sensor 2}.
~ The sensor's value beside the other sensors and the fuel correction.
@ Warm engine, steady driving.
- Exhaust leak near the sensor
- Aged or contaminated sensor
- Real mixture fault
- Plug or wire
+ Do mixture and misfire codes first
+ Look for exhaust leaks
+ Compare with the other sensors while the mixture is changed for a moment
! A catalyst

P2237 P2243 P2251 P2626 | soon | exhaust-gas | - | P0030 P0130 P2237 P2243 P2251 P2626
= A wire of the wide-band oxygen sensor, bank 1 sensor 1, is open: {positive current|reference|negative current|trim resistor}.
~ Currents and voltages of the sensor's cell.
@ Engine running, sensor hot.
- Plug loose, wet or corroded
- Wire broken near the exhaust
- Sensor itself
+ Look over plug and harness
+ Measure the wires from plug to module
+ Replace the sensor only after the wires are proven
! A mixture fault

P20EE | soon | exhaust-gas | - | P2200 P229E P204F P207F P2047
= The catalyst for nitrogen oxides of bank 1 cleans less than it should.
~ The sensors for nitrogen oxides before and after it.
@ Warm exhaust, steady driving.
- Reductant old, watered or wrong
- Dosing valve blocked by crystals
- Sensor for nitrogen oxides
- Exhaust leak
- Catalyst aged or poisoned
+ Test the reductant with a refractometer made for it
+ Look at the dosing valve for crystals and test its amount as the maker describes
+ Compare both sensors with the exhaust cold and warm
+ Read how many starts or miles the car still allows
! A catalyst to replace when the fluid is bad

P204F P20E8 P20E9 P207F P203F | soon | exhaust-gas | - | P20EE P203F P204F P207F P20E8 P20E9
= Reductant: {the system does not do what it should|its pressure is too low|its pressure is too high|its quality is not right|there is too little}.
~ Pressure, level, quality and effect of the fluid.
@ Engine running, exhaust warm, fluid not frozen.
- Tank nearly empty, or wrong or old fluid
- Filter or line blocked by crystals, or frozen
- Pump or sensor in the tank
- Dosing valve
+ Check level and quality of the fluid
+ Look for crystals at lines and valve
+ Run the pump with the scan tool and read the pressure
+ Read how many starts or miles the car still allows
! A failed catalyst

P2200 P2201 P2202 P2203 P229E P229F | soon | exhaust-gas | - | P20EE P2200 P229E
= The sensor for nitrogen oxides, bank 1 {sensor 1, has a circuit fault|sensor 1, reads what does not fit|sensor 1, reads too low|sensor 1, reads too high|sensor 2, has a circuit fault|sensor 2, reads what does not fit}.
~ The sensor's messages and values.
@ Engine running, sensor hot and dry.
- Sensor or its control unit, which are one part
- Plug, supply or bus line
- Water or soot in the sensor
+ Test supply, ground and bus at the plug
+ Compare both sensors on overrun: there they should agree
+ Do reductant and exhaust leak codes first
! A failed catalyst

P242F P246C | limp | exhaust-gas | dpf | P2002 P2452 P2463 P242F P246C
= The particulate filter is {blocked by ash|so restricted that power is limited}.
~ Pressure difference and the counted {ash|soot}.
@ Engine running at load.
- {Long life of the filter|Regenerations broken off}
- Oil used up by the engine, or the wrong oil
- Pressure hoses or sensor
+ Read ash and soot load, and the pressure at raised speed
+ Look over the pressure hoses
+ Find why it filled before it is cleaned or replaced
! A failed turbocharger, which the lack of power suggests

P244A P244B | limp | exhaust-gas | dpf | P2002 P2452 P2463 P244A P244B
= The pressure difference of the particulate filter is too {low|high}.
~ The pressure sensor at a known exhaust flow.
@ Warm engine at load.
- Hoses split, swapped or blocked
- {Filter cracked or emptied|Filter full of soot or ash}
- Sensor drifted
+ Look over both hoses
+ Read the pressure with the engine off: it should be nothing
+ {Look into the tail pipe for soot|Read soot and ash load}
! A failed filter when a hose is at fault

P244C P244D | limp | exhaust-gas | dpf | P0544 P2458 P2463 P244C P244D
= The exhaust is too {cool|hot} while the particulate filter regenerates.
~ Exhaust temperatures during regeneration.
@ During a regeneration.
- Temperature sensor at fault
- {Thermostat open, boost leak or late injection missing|Injector leaking, or oil burned}
- Exhaust leak
+ Compare all exhaust temperatures on a cold engine
+ {Check the coolant temperature and boost|Stop the regeneration, keep away from anything that burns}
+ Read injector corrections
! A failed filter

P2413 | soon | exhaust-gas | - | P0401 P0402 P0404 P2413
= The exhaust recirculation as a whole does not do what it should.
~ Air flow, pressure and valve position while it works.
@ Warm engine, steady load.
- Carbon in valve or cooler
- Valve drive
- Air flow sensor
+ Run the valve with the scan tool and watch air flow
+ Take off the valve and look at it, engine cold
+ Check air flow sensor and hoses
! A failed valve when the cooler is blocked
`;
