/** Cards of air, temperature and throttle sensors; the form is told in src/codes/card-text.ts. */
export const airCards = `
P0068 | soon | belts | fuel-trim | P0101 P0106 P0121 P0171
= The pressure in the manifold or the air flow does not fit how far the throttle is open.
~ A comparison of throttle angle, manifold pressure and air flow with what the engine should take in.
@ Engine running, mostly at steady load; no codes of the sensors themselves.
- Air leak between throttle and cylinders
- Dirty throttle body or dirty air flow sensor
- Crankcase breather or brake servo hose split
- Manifold pressure sensor with blocked port
+ Look for codes of the single sensors and do those first
+ Smoke-test the intake from the filter to the manifold
+ Compare air flow and manifold pressure at idle with the maker's figures
+ Look at the throttle bore for deposits, ignition off
! A failed throttle body when a hose behind it leaks

P0101 | soon | belts | fuel-trim | P0100 P0102 P0103 P0171 P0174 P0106
= The air flow sensor reports an amount of air that does not fit engine speed, throttle and pressure.
~ The measured air mass beside an amount calculated from other sensors.
@ Warm engine, steady driving or idle for some time.
- Dirt or oil film on the sensing element
- Leak between the sensor and the throttle, or a loose hose
- Blocked air filter, wrong filter or a housing not closed
- Restricted exhaust
- Sensor itself
+ Look over the filter, its housing and the hose to the throttle
+ Read the air flow at idle and at full load beside the maker's figures
+ Watch the fuel trims: short of fuel at high load points to the sensor, at idle to a leak
+ Clean only if the maker allows it, with a cleaner made for these sensors
! A failed sensor when the hose behind it is split
! A blocked catalyst, which also lowers the air flow at full load

P0102 P0103 | soon | belts | - | P0101 P0100 P0113
= The signal of the air flow sensor is {below|above} what a working sensor can give.
~ The electrical signal of the sensor, against its lowest and highest possible value.
@ Ignition on or engine running, for some seconds.
- {Unplugged sensor or missing supply|Signal wire shorted to supply}
- {Signal wire open or shorted to ground|Open signal ground}
- Corroded or loose connector
- Sensor itself
+ Look whether the plug is seated and its pins are clean
+ Test supply, reference and ground at the plug with a load
+ Wiggle the harness near the air box while watching the live value
! A failed sensor after a filter change, when the plug was left open or the harness was pinched

P0106 | soon | - | fuel-trim | P0107 P0108 P0069 P0101
= The manifold pressure sensor reads plausibly as a signal, but not for the way the engine runs.
~ Manifold pressure beside throttle angle, engine speed and barometric pressure.
@ Ignition on with engine off for the comparison with the weather; then running.
- Cracked or blocked hose or port of the sensor
- Air leak at the manifold
- Deposits from the breather or the exhaust recirculation
- Sensor itself
+ Compare the reading with ignition on and engine off with the barometer of the scan tool
+ Look over hose, port and seal of the sensor
+ Apply vacuum with a hand pump and watch the reading follow
! A failed sensor when late valve timing or a leak has changed the real pressure

P0107 P0108 | soon | - | - | P0106 P0105 P0641
= The signal of the manifold pressure sensor is {lower|higher} than it can be in a working engine.
~ The voltage of the sensor signal against its limits.
@ Ignition on or engine running.
- {Signal wire open or shorted to ground|Signal wire shorted to supply, or open sensor ground}
- {Missing reference voltage|Vacuum hose off or split}
- Corroded connector
- Sensor itself
+ Read the live value, then unplug the sensor and watch whether the value changes
+ Test reference, ground and signal at the plug
+ Look for other sensors on the same reference with codes
! A failed sensor when a neighbour on the same reference pulls it down

P0111 | fine | - | - | P0112 P0113 P0127 P0095
= The intake air temperature changes too little, or does not fit the other temperatures.
~ The temperature of the intake air beside coolant and ambient temperature after a long stop.
@ Cold start after standing for hours, then driving.
- Sensor slow or drifted
- Added resistance at the connector
- Hot air door or snorkel stuck or missing
+ Compare intake, coolant and ambient temperature after a night outside: they should agree
+ Look over connector and air ducts
+ Warm the sensor gently and watch the reading follow
! A coolant sensor that is wrong, while the intake sensor is right

P0112 P0113 | fine | - | - | P0110 P0111 P0102
= The intake air temperature signal is {too low, which reads as very hot air|too high, which reads as very cold air}.
~ The voltage of the temperature circuit against its limits.
@ Ignition on, engine running for some minutes.
- {Signal wire shorted to ground|Sensor unplugged, or signal or ground wire open}
- Corroded plug
- Sensor itself, often part of the air flow sensor
+ Look whether the plug was left off after work at the air filter
+ {Unplug the sensor: the reading should jump to very cold|Bridge the two pins of the plug: the reading should jump to very hot}
+ Measure the sensor's resistance and compare it with the maker's table for that temperature
! A failed control module when only the plug is off

P0116 | soon | hot-coolant | overheating | P0117 P0118 P0128 P0125
= The coolant temperature reading does not behave as a warming engine should.
~ The rise of the coolant temperature against run time, start temperature and load.
@ After a cold start and a drive, or after standing overnight.
- Thermostat open or slow
- Low coolant or trapped air at the sensor
- Sensor drifted
- Resistance in connector or ground
+ Check the coolant level with the engine cold
+ Watch the temperature rise from cold and compare with a second thermometer
+ Compare coolant and intake temperature after a night outside
! A failed sensor when the thermostat does not close

P0117 P0118 | soon | hot-coolant | - | P0115 P0116 P0125 P0128
= The coolant temperature signal is {too low, which reads as a very hot engine|too high, which reads as a very cold engine}.
~ The voltage of the temperature circuit against its limits.
@ Ignition on, some seconds.
- {Signal wire shorted to ground|Sensor unplugged or circuit open}
- Corroded or coolant-soaked plug
- Sensor itself
+ Check the coolant level with the engine cold
+ {Unplug the sensor: the reading should jump to very cold|Bridge the pins of the plug: the reading should jump to very hot}
+ Look for coolant that creeps along the wires into the plug
! An overheating or freezing engine, when the fan and lamp only follow a wrong signal

P0121 | limp | - | - | P0122 P0123 P0221 P2135
= The throttle or pedal position signal does not fit the other signals of load.
~ The position signal against its partner track, manifold pressure or air flow.
@ Ignition on or engine running, pedal moved.
- Worn track in the sensor
- Dirty throttle body or a plate that sticks
- Poor connector or chafed wire
- Basic setting not done after a repair
+ Move the pedal slowly and watch both tracks on the scan tool for jumps
+ Look at the plate and bore with the ignition off
+ Test reference and ground at the plug
+ Do the maker's basic setting after cleaning or replacing
! A failed sensor when the throttle was cleaned and not relearned

P0122 P0123 | limp | - | - | P0120 P0121 P2135 P0641
= The signal of the throttle or pedal position sensor A is {below|above} its possible range.
~ The voltage of track A against its limits.
@ Ignition on.
- {Signal or reference wire open, or signal shorted to ground|Signal shorted to supply, or ground open}
- Corroded connector
- Sensor or throttle body itself
+ Read both tracks on the scan tool with the pedal up and down
+ Test reference, ground and signal at the plug
+ Follow the harness where it bends with the engine
! A failed pedal when the fault is in the throttle body, or the other way round: read which sensor the maker calls A

P0125 | fine | hot-coolant | overheating | P0128 P0116 P0117
= The engine does not become warm enough in time for closed-loop fuel control.
~ The time from start until the coolant reaches the temperature for fuel control.
@ After a cold start, in the time the module allows for the start temperature.
- Thermostat stuck open
- Low coolant
- Coolant sensor reads too cold
+ Check level and condition of the coolant with the engine cold
+ Watch the temperature rise: a slow rise with a warm radiator hose shows an open thermostat
+ Compare the reading with a second thermometer
! A failed oxygen sensor, because the mixture is not controlled while the engine is cold

P0128 | fine | hot-coolant | overheating | P0125 P0116 P0117 P0480
= The coolant stays colder than the thermostat should keep it.
~ The measured coolant temperature against a model of the warm-up.
@ After a cold start, with enough driving and air that is not too cold.
- Thermostat stuck open or wrong type
- Low coolant or air in the system
- Coolant sensor drifted
- Fan that runs all the time
+ Check the coolant level with the engine cold
+ Feel or measure the upper radiator hose while the engine warms: it should stay cool until the thermostat opens
+ Compare the live temperature with a second thermometer
+ See whether the fan runs from a cold start
! A failed temperature sensor, although the engine really stays cold

P0127 | soon | - | - | P0111 P0112 P0299
= The air that reaches the engine is hotter than the module expects.
~ The intake or charge air temperature beside ambient temperature and load.
@ Engine running under load.
- Charge air cooler blocked outside or inside
- Air guide or undertray missing
- Charge cooler pump or its circuit at fault
- Sensor drifted
+ Look over the face of the coolers for dirt and missing ducts
+ Compare all temperatures on a cold engine
+ Run the charge cooler pump with the scan tool, where there is one
! A failed sensor on a car that has towed in hot weather
`;
