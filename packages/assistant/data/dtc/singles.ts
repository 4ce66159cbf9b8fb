/** Titles that follow no series: code, then the title. One per line. */
export const singles = `
P0016 Crankshaft and camshaft positions do not match, bank 1 sensor A
P0017 Crankshaft and camshaft positions do not match, bank 1 sensor B
P0018 Crankshaft and camshaft positions do not match, bank 2 sensor A
P0019 Crankshaft and camshaft positions do not match, bank 2 sensor B
P0026 Intake valve solenoid performance fault, bank 1
P0027 Exhaust valve solenoid performance fault, bank 1
P0028 Intake valve solenoid performance fault, bank 2
P0029 Exhaust valve solenoid performance fault, bank 2
P0049 Turbocharger turbine overspeed
P0053 Oxygen sensor heater resistance, bank 1 sensor 1
P0054 Oxygen sensor heater resistance, bank 1 sensor 2
P0055 Oxygen sensor heater resistance, bank 1 sensor 3
P0059 Oxygen sensor heater resistance, bank 2 sensor 1
P0060 Oxygen sensor heater resistance, bank 2 sensor 2
P0061 Oxygen sensor heater resistance, bank 2 sensor 3
P0068 Manifold pressure or air flow does not fit the throttle position
P0069 Manifold and barometric pressure do not match
P0087 Fuel rail pressure too low
P0088 Fuel rail pressure too high
P0089 Fuel pressure regulator 1 performance fault
P0093 Large fuel system leak detected
P0094 Small fuel system leak detected
P0125 Coolant too cold for closed-loop fuel control
P0126 Coolant too cold for stable running
P0127 Intake air temperature too high
P0128 Coolant stays below thermostat temperature
P0170 Fuel trim fault, bank 1
P0171 Mixture too lean, bank 1
P0172 Mixture too rich, bank 1
P0173 Fuel trim fault, bank 2
P0174 Mixture too lean, bank 2
P0175 Mixture too rich, bank 2
P0200 Injector circuit fault
P0215 Engine shutoff solenoid fault
P0216 Injection timing control circuit fault
P0217 Engine overheating detected
P0218 Transmission overheating detected
P0219 Engine overspeed detected
P0230 Fuel pump primary circuit fault
P0231 Fuel pump secondary circuit low
P0232 Fuel pump secondary circuit high
P0233 Fuel pump secondary circuit intermittent
P0234 Boost pressure too high
P0243 Wastegate solenoid A fault
P0244 Wastegate solenoid A performance fault
P0245 Wastegate solenoid A circuit low
P0246 Wastegate solenoid A circuit high
P0299 Boost pressure too low
P0300 Random or several-cylinder misfire detected
P0313 Misfire detected with low fuel
P0314 Misfire detected, cylinder not identified
P0315 Crankshaft position variation not learned
P0316 Misfire detected in the first revolutions after start
P0324 Knock control system error
P0350 Ignition coil circuit fault, coil not identified
P0380 Glow plug circuit A fault
P0381 Glow plug lamp circuit fault
P0382 Glow plug circuit B fault
P0400 Exhaust gas recirculation flow fault
P0401 Exhaust gas recirculation flow too low
P0402 Exhaust gas recirculation flow too high
P0403 Exhaust gas recirculation control circuit fault
P0404 Exhaust gas recirculation control performance fault
P0405 Exhaust gas recirculation sensor A signal too low
P0406 Exhaust gas recirculation sensor A signal too high
P0407 Exhaust gas recirculation sensor B signal too low
P0408 Exhaust gas recirculation sensor B signal too high
P0410 Secondary air injection system fault
P0411 Secondary air injection flow incorrect
P0412 Secondary air switching valve A circuit fault
P0413 Secondary air switching valve A circuit open
P0414 Secondary air switching valve A circuit shorted
P0415 Secondary air switching valve B circuit fault
P0416 Secondary air switching valve B circuit open
P0417 Secondary air switching valve B circuit shorted
P0418 Secondary air relay A circuit fault
P0419 Secondary air relay B circuit fault
P0420 Catalyst efficiency below limit, bank 1
P0421 Warm-up catalyst efficiency below limit, bank 1
P0422 Main catalyst efficiency below limit, bank 1
P0423 Heated catalyst efficiency below limit, bank 1
P0424 Heated catalyst temperature below limit, bank 1
P0430 Catalyst efficiency below limit, bank 2
P0431 Warm-up catalyst efficiency below limit, bank 2
P0432 Main catalyst efficiency below limit, bank 2
P0433 Heated catalyst efficiency below limit, bank 2
P0434 Heated catalyst temperature below limit, bank 2
P0440 Fuel vapour system fault
P0441 Fuel vapour purge flow incorrect
P0442 Small leak in the fuel vapour system
P0443 Purge valve circuit fault
P0444 Purge valve circuit open
P0445 Purge valve circuit shorted
P0446 Vapour vent control circuit fault
P0447 Vapour vent control circuit open
P0448 Vapour vent control circuit shorted
P0449 Vapour vent valve circuit fault
P0455 Large leak in the fuel vapour system
P0456 Very small leak in the fuel vapour system
P0457 Fuel vapour leak, filler cap loose or missing
P0480 Cooling fan 1 control circuit fault
P0481 Cooling fan 2 control circuit fault
P0482 Cooling fan 3 control circuit fault
P0483 Cooling fan plausibility fault
P0484 Cooling fan circuit current too high
P0485 Cooling fan power or ground circuit fault
P0488 Exhaust gas recirculation throttle performance fault
P0500 Vehicle speed sensor A fault
P0501 Vehicle speed sensor A performance fault
P0502 Vehicle speed sensor A signal too low
P0503 Vehicle speed sensor A signal intermittent or too high
P0504 Brake switches A and B do not match
P0505 Idle control system fault
P0506 Idle speed lower than expected
P0507 Idle speed higher than expected
P0508 Idle air control circuit low
P0509 Idle air control circuit high
P0510 Closed throttle switch fault
P0513 Immobiliser key not accepted
P0524 Engine oil pressure too low
P0560 System voltage fault
P0561 System voltage unstable
P0562 System voltage too low
P0563 System voltage too high
P0565 Cruise control on signal fault
P0571 Brake switch A circuit fault
P0600 Serial communication link fault
P0601 Control module memory checksum error
P0602 Control module programming error
P0603 Control module keep-alive memory error
P0604 Control module random access memory error
P0605 Control module read-only memory error
P0606 Control module processor fault
P0607 Control module performance fault
P0610 Control module vehicle options error
P0615 Starter relay circuit fault
P0616 Starter relay circuit low
P0617 Starter relay circuit high
P0620 Alternator control circuit fault
P0621 Alternator lamp control circuit fault
P0622 Alternator field control circuit fault
P0625 Alternator field terminal low
P0626 Alternator field terminal high
P0627 Fuel pump A control circuit open
P0628 Fuel pump A control circuit low
P0629 Fuel pump A control circuit high
P0630 Vehicle number not programmed or does not match, engine module
P0633 Immobiliser key not programmed, engine module
P0641 Sensor reference voltage A circuit open
P0642 Sensor reference voltage A circuit low
P0643 Sensor reference voltage A circuit high
P0645 Air conditioning clutch relay circuit fault
P0646 Air conditioning clutch relay circuit low
P0647 Air conditioning clutch relay circuit high
P0650 Malfunction lamp control circuit fault
P0651 Sensor reference voltage B circuit open
P0652 Sensor reference voltage B circuit low
P0653 Sensor reference voltage B circuit high
P0657 Actuator supply voltage A circuit open
P0658 Actuator supply voltage A circuit low
P0659 Actuator supply voltage A circuit high
P0685 Main power relay control circuit open
P0686 Main power relay control circuit low
P0687 Main power relay control circuit high
P0688 Main power relay sense circuit fault
P0691 Cooling fan 1 control circuit low
P0692 Cooling fan 1 control circuit high
P0693 Cooling fan 2 control circuit low
P0694 Cooling fan 2 control circuit high
P0700 Transmission control system reports a fault
P0701 Transmission control system performance fault
P0702 Transmission control system electrical fault
P0703 Brake switch B circuit fault
P0704 Clutch switch circuit fault
P0730 Wrong gear ratio
P0736 Wrong ratio in reverse
P0780 Gear change fault
P0850 Park or neutral switch circuit fault
P0868 Transmission fluid pressure too low
P0869 Transmission fluid pressure too high
P0A0F Engine did not start, hybrid system
P0A1F Battery energy control module fault
P0A7F Hybrid battery pack worn
P0A80 Replace hybrid battery pack
P2002 Particulate filter efficiency below limit, bank 1
P2003 Particulate filter efficiency below limit, bank 2
P2004 Intake runner valve stuck open, bank 1
P2005 Intake runner valve stuck open, bank 2
P2006 Intake runner valve stuck closed, bank 1
P2007 Intake runner valve stuck closed, bank 2
P2096 Mixture after catalyst too lean, bank 1
P2097 Mixture after catalyst too rich, bank 1
P2098 Mixture after catalyst too lean, bank 2
P2099 Mixture after catalyst too rich, bank 2
P2104 Throttle system forces idle
P2105 Throttle system forces engine shutdown
P2106 Throttle system limits power
P2107 Throttle control module processor fault
P2108 Throttle control module performance fault
P2110 Throttle system limits engine speed
P2111 Throttle stuck open
P2112 Throttle stuck closed
P2135 Throttle or pedal sensors A and B do not match
P2136 Throttle or pedal sensors A and C do not match
P2137 Throttle or pedal sensors B and C do not match
P2138 Throttle or pedal sensors D and E do not match
P2139 Throttle or pedal sensors D and F do not match
P2140 Throttle or pedal sensors E and F do not match
P2187 Mixture too lean at idle, bank 1
P2188 Mixture too rich at idle, bank 1
P2189 Mixture too lean at idle, bank 2
P2190 Mixture too rich at idle, bank 2
P2195 Oxygen sensor signal stuck lean, bank 1 sensor 1
P2196 Oxygen sensor signal stuck rich, bank 1 sensor 1
P2197 Oxygen sensor signal stuck lean, bank 2 sensor 1
P2198 Oxygen sensor signal stuck rich, bank 2 sensor 1
P2262 Boost pressure not detected, mechanical
P2263 Boost system performance fault
P2270 Oxygen sensor signal stuck lean, bank 1 sensor 2
P2271 Oxygen sensor signal stuck rich, bank 1 sensor 2
P2272 Oxygen sensor signal stuck lean, bank 2 sensor 2
P2273 Oxygen sensor signal stuck rich, bank 2 sensor 2
P2279 Intake air system leak
P2457 Exhaust gas recirculation cooler performance fault
P2458 Particulate filter regeneration takes too long
P2459 Particulate filter regenerates too often
P2463 Particulate filter soot load too high
P2502 Charging system voltage fault
P2503 Charging system voltage too low
P2504 Charging system voltage too high
B0001 Driver front airbag, stage 1 circuit fault
B0002 Driver front airbag, stage 2 circuit fault
B0010 Passenger front airbag, stage 1 circuit fault
B0011 Passenger front airbag, stage 2 circuit fault
B0020 Left side airbag circuit fault
B0028 Right side airbag circuit fault
C0030 Left front tone wheel fault
C0031 Left front wheel speed sensor fault
C0033 Right front tone wheel fault
C0034 Right front wheel speed sensor fault
C0037 Left rear wheel speed sensor fault
C0039 Right rear tone wheel fault
C003A Right rear wheel speed sensor fault
C0044 Brake pressure sensor A fault
C0051 Steering wheel position sensor fault
C0061 Lateral acceleration sensor fault
C0062 Longitudinal acceleration sensor fault
C0063 Yaw rate sensor fault
C0035 Left front wheel speed sensor circuit fault
C0040 Right front wheel speed sensor circuit fault
C0045 Left rear wheel speed sensor circuit fault
C0050 Right rear wheel speed sensor circuit fault
U0073 Control module bus A switched off
`;
