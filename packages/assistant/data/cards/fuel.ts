/** Cards of fuel supply, injection and boost; the form is told in src/codes/card-text.ts. */
export const fuelCards = `
P0087 | limp | fuel diesel-pressure | no-start-diesel | P0088 P0089 P0093 P0190 P0191
= The pressure in the fuel rail is lower than the module asks for.
~ The rail pressure sensor against the wanted pressure.
@ Engine running, mostly under load; on some engines while cranking.
- Blocked filter or little fuel
- Weak lift pump, or air in the supply
- Injectors that return too much
- Pressure or quantity control valve
- High pressure pump worn
+ Check the fuel level, the filter's age and the supply side for air and leaks
+ Measure the supply pressure ahead of the high pressure pump
+ Read wanted and measured rail pressure while cranking and under load
+ Never open a high pressure joint or feel for a leak with the hand; let the rail lose its pressure as the maker describes
! A failed high pressure pump when the filter is blocked
! A failed sensor

P0088 | limp | fuel diesel-pressure | - | P0087 P0089 P0190
= The pressure in the fuel rail is higher than the module asks for.
~ The rail pressure sensor against the wanted pressure.
@ Engine running.
- Pressure control valve sticks or is not connected
- Blocked return line
- Sensor that reads too high
+ Read wanted and measured pressure, also with ignition on and engine off after standing
+ Look at the return line for kinks
+ Test the valve's circuit as the maker describes
! A failed pump when the return is blocked

P0089 | limp | fuel diesel-pressure | - | P0087 P0088 P0090 P0091 P0092
= The fuel pressure regulator does not hold the pressure where it is wanted.
~ The correction the module needs to hold the rail pressure.
@ Engine running, load changing.
- Metering or pressure valve sticks, often from dirt or water
- Supply pressure too low
- Air in the fuel
+ Look at fuel and filter for metal, water and dirt
+ Measure the supply pressure under load
+ Compare wanted and measured pressure on a road log
! A failed sensor when dirt holds the valve

P0093 P0094 | stop | fuel diesel-pressure | - | P0087 P0089
= The module concludes that the fuel system has a {large|small} leak.
~ Fuel delivered into the rail against fuel injected and the pressure held.
@ Engine running.
- Leaking pipe, joint or seal on the high pressure side
- Injector that returns far too much
- Pressure control valve leaking inside
+ Stop the engine and look and smell for fuel from a distance
+ Wait as long as the maker says before anything is opened
+ Measure the return of each injector as the maker describes
! A worn pump when an injector returns everything

P0190 P0191 | limp | fuel diesel-pressure | no-start-diesel | P0087 P0192 P0193
= The rail pressure sensor {has a fault in its circuit|reads a pressure that does not fit}.
~ The sensor signal, its limits and its value while the engine stands.
@ Ignition on, then running.
- Plug or harness
- Sensor drifted
- Real pressure fault
+ Read the value with the engine off after standing: it should fall to the maker's resting value
+ Test reference, ground and signal at the plug
+ Compare wanted and measured pressure
! A failed pump when the sensor has drifted

P0192 P0193 | limp | fuel diesel-pressure | - | P0190 P0191 P0087
= The signal of the rail pressure sensor is {below|above} its possible range.
~ The voltage of the sensor signal against its limits.
@ Ignition on.
- {Signal shorted to ground or reference missing|Signal shorted to supply or ground open}
- Plug not seated
- Sensor itself
+ Look over plug and harness
+ Test reference, ground and signal
+ Let the pressure fall as the maker describes before the sensor is touched
! A failed pump

P0201 P0202 P0203 P0204 P0205 P0206 | limp | fuel | misfire | P0200 P0300 P0301 P0302 P0303 P0304
= The circuit of the injector in cylinder {1|2|3|4|5|6} is open or faulty.
~ Current and voltage of the injector while it is switched.
@ Engine running or cranking.
- Plug loose or corroded
- Broken wire
- Injector winding or piezo stack
- Output stage in the module
+ Look over plug and harness; on diesels and direct injection the voltage is dangerous while running
+ Measure the injector's resistance with the plug off and compare with its neighbours
+ Change the harness side with a test load where the maker allows
! A failed ignition coil, because the same cylinder misfires

P0230 | tow | fuel | no-start-petrol | P0231 P0232 P0627 P0087
= The control side of the fuel pump circuit is at fault.
~ Voltage at the module's output to the pump relay or pump module.
@ Ignition on and engine running.
- Relay or its socket
- Blown fuse
- Wire to the relay or pump module
- Crash switch tripped, where fitted
+ Listen for the pump at ignition on
+ Test fuse and relay, and supply under load
+ Reset the crash switch only after looking for leaks
! A failed pump when its relay does not close

P0231 P0232 | tow | fuel | no-start-petrol | P0230 P0627 P0087
= The supply of the fuel pump is {low although it should run|there although it should be off}.
~ The voltage after the pump relay.
@ Ignition on, during start and running.
- Relay contacts {burnt|welded}
- {Fuse or wire open|Wire shorted to supply}
- Poor ground of the pump
- Pump motor at fault
+ Test supply and ground at the pump under load
+ Measure the pump's current
+ Swap the relay with an equal one of a circuit that works
! A blocked filter, which is not seen by this code

P0627 P0628 P0629 | tow | fuel | no-start-petrol | P0230 P0231 P0087
= The control circuit of the fuel pump is {open|low|high}.
~ The control line from the engine module to the relay or pump module.
@ Ignition on.
- Wire or plug between the modules
- Pump module or relay at fault
- Water in the plug near the tank
+ Look for the pump module in the wiring plan and at its plug
+ Test its supply and ground under load
+ Look at the control signal on a scope
! A failed pump, which this code does not test

P0234 | limp | exhaust-gas | - | P0299 P0235 P0243 P2263
= The turbocharger delivers more boost than the module asks for.
~ The boost pressure sensor against the wanted pressure.
@ Engine under load.
- Wastegate or vanes stuck, or their linkage
- Control hose off or split
- Actuator or its solenoid
- Sensor that reads too high
+ Move the actuator with a hand pump or the scan tool and watch its travel
+ Look over the control hoses
+ Compare boost sensor and barometer with ignition on and engine off
! A failed turbocharger when a hose is off

P0235 P0236 P0237 P0238 | limp | - | - | P0234 P0299 P0106
= The boost pressure sensor {has a circuit fault|reads a pressure that does not fit|gives a signal that is too low|gives a signal that is too high}.
~ The sensor signal, its limits, and its value beside manifold and barometric pressure.
@ Ignition on with engine off for the comparison; then under load.
- Plug or harness
- Oil or soot on the sensor
- Sensor itself
- Blocked hose to the sensor, where there is one
+ Compare boost, manifold and barometric pressure with the engine off: they should agree
+ Test reference, ground and signal
+ Look at the sensor for oil and soot
! A weak turbocharger when the sensor drifts

P0243 P0245 P0246 | limp | - | - | P0234 P0299 P0244
= The circuit of the wastegate solenoid {is at fault|stays low|stays high}.
~ Voltage and current of the solenoid.
@ Ignition on and running.
- Plug or wire
- Solenoid winding
- Supply missing
+ Measure the winding's resistance and compare with the maker's figure
+ Test the supply at the plug
+ Run the solenoid with the scan tool and listen
! A failed turbocharger

P0299 | limp | exhaust-gas belts | - | P0234 P0235 P2263 P2562
= The turbocharger or supercharger delivers less boost than the module asks for.
~ The boost pressure sensor against the wanted pressure while the engine is under load.
@ Load and engine speed at which boost is wanted, for some seconds.
- Split hose or loose joint between turbocharger and engine
- Wastegate or vane control: vacuum line, solenoid or actuator
- Sticking vanes or wastegate, or a worn turbocharger
- Blocked air filter or exhaust
+ Look over the charge pipes and cooler for oil marks and splits
+ Pressure-test the intake side
+ Move the actuator with a hand pump or the scan tool and watch its travel
+ Compare wanted and measured boost on a road log
! A failed turbocharger when only a hose or a vacuum line leaks

P2263 | limp | exhaust-gas | - | P0299 P0234 P2562 P0401
= The boost system does not reach or hold the wanted pressure in a way that fits one sensor alone.
~ Boost against the wanted value, air flow and actuator position.
@ Engine under load.
- Leak on the charge side
- Actuator or vanes sticking
- Exhaust leak ahead of the turbine, or a blocked filter in the exhaust
- Exhaust recirculation stuck open
+ Pressure-test the charge side
+ Watch actuator position, wanted and measured
+ Read the pressure before the particulate filter
! A failed turbocharger when the exhaust is blocked

P2562 P2563 | limp | exhaust-gas | - | P0299 P0234 P2263
= The position sensor of the turbocharger actuator {has a circuit fault|does not fit the wanted position}.
~ The position signal of the actuator against the command.
@ Ignition on, during its own test, and running.
- Soot that holds the vanes
- Linkage worn or bent
- Actuator motor or its sensor
- Plug or harness near the heat
+ Watch the actuator run through its travel with the scan tool
+ Look over the linkage with the engine cold
+ Test supply and ground at the plug
+ Do the maker's learning run after work
! A failed actuator when soot blocks the vanes

P0045 P0047 P0048 | limp | exhaust-gas | - | P0299 P0234 P2562
= The control circuit of the turbocharger actuator is {open|low|high}.
~ Voltage and current at the module's output to the actuator or its solenoid.
@ Ignition on.
- Plug loose or damaged by heat
- Winding or electronics of the actuator
- Supply fuse
+ Test fuse, supply and ground at the plug
+ Look over the harness near the turbocharger
+ Measure the winding where it is a plain solenoid
! A failed turbocharger, although the code is electrical

P2279 | soon | belts | fuel-trim | P0171 P0101 P0068
= Air enters the intake somewhere it should not.
~ The measured air against the calculated need, after other causes are ruled out by the module.
@ Engine running at idle and light load.
- Split hose after the air flow sensor
- Manifold or throttle gasket
- Breather valve or servo hose
- Dipstick or filler cap not closed, on engines with closed breather
+ Smoke-test the intake, breather and servo line
+ Look over every hose that was touched in the last work
+ Listen at the filler cap
! A failed air flow sensor
`;
