/** Cards of oxygen sensors, mixture and catalyst; the form is told in src/codes/card-text.ts. */
export const mixtureCards = `
P0030 P0036 P0050 P0056 | fine | exhaust-gas | - | P0031 P0032 P0037 P0038 P0135 P0141
= The heater circuit of the oxygen sensor is open: bank {1, sensor 1|1, sensor 2|2, sensor 1|2, sensor 2}.
~ Current or voltage of the heater while the module switches it.
@ Engine running, some seconds after start.
- Burnt-out heater in the sensor
- Blown fuse of the sensor heaters
- Open wire or corroded plug
+ Look for the same code on other sensors: together they point to the fuse or relay
+ Measure the heater's resistance at the sensor and compare with the maker's figure
+ Test supply and control wire at the plug with a load
! A failed control module when one fuse feeds all heaters

P0031 P0037 | fine | exhaust-gas | - | P0030 P0036 P0032 P0038 P0135 P0141
= The control circuit of the heater in the {front|rear} oxygen sensor of bank 1 stays low.
~ Voltage at the module's heater output while it is switched.
@ Engine running, battery voltage normal.
- Heater open or its fuse blown
- Control wire shorted to ground, often where it touches the exhaust
- Water in the plug
+ Test the fuse and the supply at the plug
+ Look at the harness near the exhaust for melted spots
+ Measure the heater's resistance and its insulation to the housing
! A failed sensor when the harness has touched the exhaust

P0032 P0038 | fine | exhaust-gas | - | P0030 P0036 P0031 P0037
= The control circuit of the heater in the {front|rear} oxygen sensor of bank 1 stays high.
~ Voltage and current at the module's heater output while it is switched.
@ Engine running, battery voltage normal.
- Heater shorted inside the sensor
- Control wire shorted to supply
- Wrong sensor fitted
+ Compare part number and plug with the maker's list
+ Measure the heater's resistance cold
+ Unplug the sensor and see whether the code changes to an open circuit
! A failed module when a sensor of the wrong type draws too much

P0131 P0137 | soon | exhaust-gas | fuel-trim | P0130 P0136 P0171 P2195
= The voltage of the {front|rear} oxygen sensor of bank 1 stays low.
~ The signal voltage against its lowest normal value, longer than a healthy sensor would stay there.
@ Warm engine in closed-loop fuel control.
- Signal wire shorted to ground
- Air leak in the exhaust ahead of the sensor
- Real lack of fuel
- Sensor itself
+ Read the fuel trims: much added fuel means a real lean mixture
+ Look for exhaust leaks ahead of the sensor
+ Enrich the mixture for a moment and see whether the signal rises
! A failed sensor that tells the truth about a lean mixture

P0132 P0138 | soon | exhaust-gas | fuel-trim | P0130 P0136 P0172 P2196
= The voltage of the {front|rear} oxygen sensor of bank 1 stays high.
~ The signal voltage against its highest normal value, longer than a healthy sensor would stay there.
@ Warm engine in closed-loop fuel control.
- Signal wire shorted to the heater supply
- Real rich mixture: leaking injector, purge or regulator
- Contaminated sensor
+ Read the fuel trims: much fuel taken away means a real rich mixture
+ Unplug the sensor and see whether the reading falls
+ Look for water or burnt insulation in the plug
! A failed sensor that tells the truth about a rich mixture

P0133 | soon | exhaust-gas | fuel-trim | P0130 P0134 P0171 P0172
= The front oxygen sensor of bank 1 follows changes of the mixture too slowly.
~ The time the sensor needs to answer a change of the mixture.
@ Warm engine, steady driving.
- Aged or contaminated sensor
- Exhaust leak near the sensor
- Mixture fault that keeps the sensor at one end
+ Do mixture and misfire codes first
+ Look for exhaust leaks ahead of the sensor
+ Watch the signal while the mixture is made rich and lean for a moment
! A worn catalyst, which is watched by the other sensor

P0134 | soon | exhaust-gas | - | P0130 P0030 P0135
= The front oxygen sensor of bank 1 gives no signal.
~ Whether the signal leaves its resting value once the sensor should be hot.
@ Engine running for some minutes.
- Open signal or ground wire
- Heater out of order, so the sensor stays cold
- Sensor itself
+ Test the heater circuit first
+ Look over plug and harness near the exhaust
+ Measure the signal at the sensor and at the module
! A failed module when the plug has come off its bracket

P0135 P0141 P0155 P0161 | fine | exhaust-gas | - | P0030 P0036 P0050 P0056
= The heater of the oxygen sensor works not or too weakly: bank {1, sensor 1|1, sensor 2|2, sensor 1|2, sensor 2}.
~ Heater current, or the time until the sensor becomes active.
@ After a start, with normal battery voltage.
- Heater aged or open
- Fuse blown
- Resistance in plug, supply or ground
+ Test the heater fuse, then supply and ground at the plug under load
+ Measure the heater's resistance and compare with the maker's figure
+ Look where the harness runs near the exhaust
! A mixture fault, because a cold sensor delays closed-loop control

P0171 P0174 | soon | fuel exhaust-gas belts | fuel-trim | P0171 P0174 P0101 P0087
= Bank {1|2} needs more fuel than the module expects: more air or less fuel reaches the cylinders than measured.
~ The fuel corrections learned from the front oxygen sensor; both together stay at the adding end.
@ Warm engine in closed-loop fuel control, over more than one drive.
- Unmetered air: intake hose, manifold gasket or crankcase breather
- Dirty or faulty air flow sensor
- Low fuel pressure from pump, filter or regulator
- Exhaust leak ahead of the front oxygen sensor
+ Compare the fuel trims at idle and at raised speed: a leak shows mostly at idle
+ See whether the other bank has it too: both point to air flow or fuel supply, one to its own manifold or exhaust
+ Smoke-test the intake from the air filter to the manifold
+ Measure fuel pressure under load
! A failed oxygen sensor, which usually only reports the lean mixture

P0172 P0175 | soon | fuel exhaust-gas | fuel-trim | P0172 P0175 P0101 P0441 P0088
= Bank {1|2} needs less fuel than the module expects: too much fuel or too little air reaches the cylinders.
~ The fuel corrections learned from the front oxygen sensor; both together stay at the taking end.
@ Warm engine in closed-loop fuel control, over more than one drive.
- Leaking injector or fuel pressure too high
- Purge valve stuck open or a soaked canister
- Air flow sensor that reads too high, or a blocked filter
- Fuel in the engine oil from many short trips
- Coolant sensor that reads too cold
+ Compare the trims with the purge line closed off
+ Check level and smell of the engine oil
+ Measure fuel pressure and whether it holds with the engine off
+ Compare air flow and coolant temperature with the maker's figures
! A failed oxygen sensor or catalyst, which the rich mixture may damage later

P0170 P0173 | soon | fuel exhaust-gas | fuel-trim | P0171 P0172 P0174 P0175
= The fuel correction of bank {1|2} has left its range, or cannot settle.
~ The learned correction of the bank against its limits.
@ Warm engine in closed-loop fuel control.
- Air leak or air flow sensor at fault
- Fuel pressure wrong
- Oxygen sensor or its wiring at fault
+ Read which way the trims go, then follow the lean or the rich path
+ Smoke-test the intake
+ Measure fuel pressure under load
! A single failed part, although the code names no direction

P2187 P2189 | soon | belts | fuel-trim | P0171 P0174 P0506 P0507
= Bank {1|2} is too lean at idle, while it may be right at speed.
~ The idle part of the learned fuel correction.
@ Warm engine at idle, over more than one drive.
- Small air leak: manifold gasket, breather valve, servo hose
- Purge valve that does not close
- Dirty air flow sensor
+ Smoke-test the intake, the breather and the servo hose
+ Close off the purge line and watch the trim
+ Listen at the oil filler cap: strong suction points to the breather valve
! A weak fuel pump, which shows at load and not at idle

P2188 P2190 | soon | fuel | fuel-trim | P0172 P0175 P0441
= Bank {1|2} is too rich at idle, while it may be right at speed.
~ The idle part of the learned fuel correction.
@ Warm engine at idle, over more than one drive.
- Purge valve that does not close
- Leaking injector
- Fuel in the engine oil
- Fuel pressure too high
+ Close off the purge line and watch the trim
+ Check level and smell of the oil
+ Measure fuel pressure and whether it holds with the engine off
! A failed oxygen sensor that reports the truth

P2195 P2197 | soon | exhaust-gas | fuel-trim | P0131 P0171 P0174 P2196
= The front oxygen sensor of bank {1|2} stays at the lean end.
~ Whether the signal crosses to the rich side when the module adds fuel.
@ Warm engine in closed-loop fuel control.
- Real lean mixture or misfire
- Exhaust leak ahead of the sensor
- Sensor or its wiring
+ Do misfire and mixture codes first
+ Look for exhaust leaks
+ Enrich for a moment and watch the signal
! A failed sensor during a misfire, which sends unburnt air past it

P2196 P2198 | soon | exhaust-gas fuel | fuel-trim | P0132 P0172 P0175 P2195
= The front oxygen sensor of bank {1|2} stays at the rich end.
~ Whether the signal crosses to the lean side when the module takes fuel away.
@ Warm engine in closed-loop fuel control.
- Real rich mixture: injector, purge or fuel pressure too high
- Sensor contaminated by oil, coolant or sealant
- Signal wire shorted to supply
+ Read the trims: do they take fuel away
+ Close off the purge line and compare
+ Unplug the sensor and watch the reading
! A failed sensor after a head gasket fault, when coolant has fouled it

P2096 P2098 | soon | exhaust-gas | catalyst | P2097 P2099 P0171 P0174
= After the catalyst the exhaust of bank {1|2} is too lean.
~ The correction the module makes from the rear oxygen sensor.
@ Warm engine, steady driving.
- Exhaust leak between engine and rear sensor
- Front sensor that drifts to one side
- Rear sensor or its wiring
+ Look for leaks at flanges, flexible pipe and sensor seats
+ Compare front and rear signals
+ Do mixture codes of the front sensor first
! A worn catalyst when a flange leaks

P2097 P2099 | soon | exhaust-gas fuel | catalyst | P2096 P2098 P0172 P0175
= After the catalyst the exhaust of bank {1|2} is too rich.
~ The correction the module makes from the rear oxygen sensor.
@ Warm engine, steady driving.
- Rich running not fully corrected: injector, fuel pressure, purge
- Front sensor that drifts to one side
- Rear sensor contaminated
+ Do mixture codes of the front sensor first
+ Compare front and rear signals
+ Measure fuel pressure
! A worn catalyst, although a rich mixture comes first

P0420 P0430 | soon | exhaust-gas fuel | catalyst | P0420 P0430 P0300 P0171 P0141
= The catalyst of bank {1|2} stores less oxygen than it should, so it cleans the exhaust less well.
~ How calm the rear oxygen sensor stays beside the front one, during a set test.
@ Warm catalyst, steady driving, no misfire or mixture codes.
- Catalyst aged, or damaged by misfire, oil or a rich mixture
- Exhaust leak near the rear sensor
- Rear sensor or its heater at fault
- Control software the maker has corrected since
+ Do misfire, mixture and sensor codes first
+ Look for exhaust leaks ahead of and near the sensors
+ Compare front and rear signals on a warm engine: a calm rear sensor means the catalyst works
+ Look for the maker's bulletin on software for this code
+ Find what damaged the catalyst before a new one is fitted
! A failed rear sensor, which more often tells the truth
! A worn catalyst when a leak lets air in
`;
