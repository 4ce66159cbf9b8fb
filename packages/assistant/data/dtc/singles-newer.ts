/** Titles that follow no series, mostly later additions of the standard: code, then the title. One per line. */
export const newerSingles = `
P006A Manifold pressure and air flow do not match, bank 1
P007C Charge air temperature sensor signal too low, bank 1
P007D Charge air temperature sensor signal too high, bank 1
P00AF Turbocharger boost control module performance fault
P00B7 Coolant flow too low
P00C6 Fuel rail pressure too low while cranking
P00D1 Oxygen sensor heater output out of range, bank 1 sensor 1
P0148 Fuel delivery error
P0149 Fuel timing error
P0251 Injection pump fuel metering control A fault
P0253 Injection pump fuel metering control A low
P0254 Injection pump fuel metering control A high
P0297 Vehicle overspeed detected
P0298 Engine oil too hot
P02E0 Diesel intake air flow control circuit open
P02E1 Diesel intake air flow control performance fault
P0409 Exhaust gas recirculation sensor A circuit fault
P0425 Catalyst temperature sensor fault, bank 1 sensor 1
P0491 Secondary air flow too low, bank 1
P0492 Secondary air flow too low, bank 2
P0496 Purge flow although it should be closed
P0497 Purge flow too low
P0498 Vapour vent valve control circuit low
P0499 Vapour vent valve control circuit high
P049D Exhaust gas recirculation valve A learned stop out of range
P0526 Cooling fan speed sensor circuit fault
P0528 Cooling fan speed sensor gives no signal
P0534 Refrigerant charge lost
P0555 Brake booster pressure sensor circuit fault
P0556 Brake booster pressure sensor signal out of range or implausible
P0557 Brake booster pressure sensor signal too low
P0558 Brake booster pressure sensor signal too high
P0572 Brake switch A signal too low
P0573 Brake switch A signal too high
P0575 Cruise control input fault
P0579 Cruise control multi-function input A out of range
P0597 Thermostat heater control circuit open
P0598 Thermostat heater control circuit low
P0599 Thermostat heater control circuit high
P060A Control module monitoring processor fault
P060B Control module analogue-digital converter fault
P060C Control module main processor fault
P061B Control module torque calculation fault
P061C Control module engine speed calculation fault
P062B Control module injector control fault
P062F Control module memory (EEPROM) error
P0634 Control module too hot inside
P0638 Throttle actuator control out of range or implausible, bank 1
P0666 Control module temperature sensor circuit fault
P0668 Control module temperature sensor signal too low
P0670 Glow plug control module circuit fault
P0683 Communication with the glow plug module fault
P0684 Glow plug module communication out of range
P068A Main power relay switches off too early
P068B Main power relay switches off too late
P0689 Main power relay sense circuit low
P0690 Main power relay sense circuit high
P0697 Sensor reference voltage C circuit open
P0698 Sensor reference voltage C circuit low
P0699 Sensor reference voltage C circuit high
P06DA Oil pressure control circuit open
P06DD Oil pressure control stuck off
P0811 Clutch slips too much
P0882 Transmission module supply voltage too low
P0883 Transmission module supply voltage too high
P0884 Transmission module supply voltage intermittent
P0894 Transmission component slips
P0897 Transmission fluid worn out
P0962 Transmission pressure solenoid A control circuit low
P0963 Transmission pressure solenoid A control circuit high
P0966 Transmission pressure solenoid B control circuit low
P0967 Transmission pressure solenoid B control circuit high
P0970 Transmission pressure solenoid C control circuit low
P0971 Transmission pressure solenoid C control circuit high
P0973 Shift solenoid A control circuit low
P0974 Shift solenoid A control circuit high
P0976 Shift solenoid B control circuit low
P0977 Shift solenoid B control circuit high
P0A08 DC-DC converter status circuit fault
P0A09 DC-DC converter status circuit low
P0A0A High-voltage interlock circuit fault
P0A0C High-voltage interlock circuit low
P0A0D High-voltage interlock circuit high
P0A78 Drive motor A inverter performance fault
P0A7A Generator inverter performance fault
P0A90 Drive motor A performance fault
P0A93 Inverter A cooling performance fault
P0A94 DC-DC converter performance fault
P0A9C Hybrid battery temperature sensor A signal out of range or implausible
P0AA1 Hybrid battery positive contactor stuck closed
P0AA4 Hybrid battery negative contactor stuck closed
P0AA6 High-voltage insulation to the body lost
P0AC4 Hybrid powertrain module asks for the malfunction lamp
P0AFA Hybrid battery voltage too low
P0AFB Hybrid battery voltage too high
P200A Intake runner performance fault, bank 1
P203B Reductant level sensor circuit out of range or implausible
P203D Reductant level sensor signal too high
P203F Reductant level too low
P2043 Reductant temperature sensor signal out of range or implausible
P204B Reductant pressure sensor signal out of range or implausible
P204D Reductant pressure sensor signal too high
P204F Reductant system performance fault, bank 1
P205B Reductant tank temperature sensor signal out of range or implausible
P2080 Exhaust gas temperature sensor signal out of range or implausible, bank 1 sensor 1
P2084 Exhaust gas temperature sensor signal out of range or implausible, bank 1 sensor 2
P20A1 Reductant purge valve performance fault
P20B9 Reductant heater A control circuit open
P20BA Reductant heater A control performance fault
P20BD Reductant heater B control circuit open
P20E8 Reductant pressure too low
P20E9 Reductant pressure too high
P20EE Nitrogen oxide catalyst efficiency below limit, bank 1
P20F4 Reductant consumption too high
P207F Reductant quality fault
P208B Reductant pump A control performance fault
P20FE Reductant module performance fault
P2118 Throttle actuator motor current out of range
P2119 Throttle body performance fault
P2176 Throttle idle position not learned
P2177 Mixture too lean off idle, bank 1
P2178 Mixture too rich off idle, bank 1
P2179 Mixture too lean off idle, bank 2
P2180 Mixture too rich off idle, bank 2
P2181 Cooling system performance fault
P2184 Coolant temperature sensor 2 signal too low
P2185 Coolant temperature sensor 2 signal too high
P2191 Mixture too lean at high load, bank 1
P2192 Mixture too rich at high load, bank 1
P2200 Nitrogen oxide sensor circuit fault, bank 1
P2201 Nitrogen oxide sensor signal out of range or implausible, bank 1
P2202 Nitrogen oxide sensor signal too low, bank 1
P2203 Nitrogen oxide sensor signal too high, bank 1
P2237 Oxygen sensor positive current control open, bank 1 sensor 1
P2243 Oxygen sensor reference voltage open, bank 1 sensor 1
P2251 Oxygen sensor negative current control open, bank 1 sensor 1
P2261 Turbocharger bypass valve, mechanical fault
P2264 Water in fuel sensor circuit fault
P2269 Water in the fuel
P2293 Fuel pressure regulator 2 performance fault
P2294 Fuel pressure regulator 2 control circuit fault
P2295 Fuel pressure regulator 2 control circuit low
P2296 Fuel pressure regulator 2 control circuit high
P2299 Brake and accelerator pedal do not match
P229E Nitrogen oxide sensor circuit fault, bank 1 sensor 2
P229F Nitrogen oxide sensor signal out of range or implausible, bank 1 sensor 2
P2404 Vapour leak detection pump sense circuit out of range or implausible
P2407 Vapour leak detection pump sense circuit intermittent or erratic
P2413 Exhaust gas recirculation system performance fault
P2414 Oxygen sensor exhaust sample error, bank 1 sensor 1
P2418 Vapour switching valve control circuit open
P2419 Vapour switching valve control circuit low
P2420 Vapour switching valve control circuit high
P2421 Vapour vent valve stuck open
P2422 Vapour vent valve stuck closed
P242F Particulate filter blocked by ash
P2425 Exhaust gas recirculation cooler control circuit open
P2431 Secondary air pressure sensor signal out of range or implausible, bank 1
P2440 Secondary air switching valve stuck open, bank 1
P2441 Secondary air switching valve stuck closed, bank 1
P244A Particulate filter pressure difference too low
P244B Particulate filter pressure difference too high
P244C Exhaust too cool for particulate filter regeneration
P244D Exhaust too hot for particulate filter regeneration
P246C Particulate filter restricted: power is limited
P24A2 Particulate filter regeneration not complete
P24AE Particulate matter sensor circuit fault
P2509 Control module supply intermittent
P2510 Main power relay sense circuit out of range
P2539 Low fuel pressure sensor circuit fault
P2541 Low fuel pressure sensor signal too low
P2542 Low fuel pressure sensor signal too high
P2601 Coolant pump A control performance fault
P2602 Coolant pump A control circuit low
P2610 Engine-off timer performance fault
P261B Coolant pump B control performance fault
P2626 Oxygen sensor trim current open, bank 1 sensor 1
P2646 Rocker arm actuator A performance fault or stuck off, bank 1
P2647 Rocker arm actuator A stuck on, bank 1
P2648 Rocker arm actuator A control circuit low, bank 1
P2649 Rocker arm actuator A control circuit high, bank 1
P2757 Converter clutch pressure solenoid performance fault or stuck off
P2759 Converter clutch pressure solenoid electrical fault
P2761 Converter clutch pressure solenoid control circuit open
P2763 Converter clutch pressure solenoid control circuit high
P2764 Converter clutch pressure solenoid control circuit low
P2A00 Oxygen sensor signal out of range or implausible, bank 1 sensor 1
P2A01 Oxygen sensor signal out of range or implausible, bank 1 sensor 2
P2A03 Oxygen sensor signal out of range or implausible, bank 2 sensor 1
P2A04 Oxygen sensor signal out of range or implausible, bank 2 sensor 2
U0074 Control module bus B switched off
U0075 Control module bus C switched off
U0198 Lost communication with telematics module
U0199 Lost communication with door control module A
U0200 Lost communication with door control module B
U0208 Lost communication with seat control module A
U0212 Lost communication with steering column module
U0230 Lost communication with tailgate module
U0235 Lost communication with front distance sensor
U0236 Lost communication with steering column lock module
U0293 Lost communication with hybrid powertrain module
U0300 Software of control modules does not fit together
U0452 Invalid data from airbag control module
`;
