/** Families: first code, series in kinds.ts, component. One per line. */
export const families = `
P0030 output Oxygen sensor heater, bank 1 sensor 1
P0036 output Oxygen sensor heater, bank 1 sensor 2
P0042 output Oxygen sensor heater, bank 1 sensor 3
P0050 output Oxygen sensor heater, bank 2 sensor 1
P0056 output Oxygen sensor heater, bank 2 sensor 2
P0062 output Oxygen sensor heater, bank 2 sensor 3
P0010 phase Camshaft actuator A, bank 1
P0013 phase Camshaft actuator B, bank 1
P0020 phase Camshaft actuator A, bank 2
P0023 phase Camshaft actuator B, bank 2
P0033 output Turbocharger bypass valve
P0045 actuator Turbocharger boost A
P0070 sensor Ambient air temperature sensor
P0075 output Intake valve solenoid, bank 1
P0078 output Exhaust valve solenoid, bank 1
P0081 output Intake valve solenoid, bank 2
P0084 output Exhaust valve solenoid, bank 2
P0090 output Fuel pressure regulator 1
P0095 sensor Intake air temperature sensor 2
P0100 sensor Mass or volume air flow sensor A
P0105 sensor Manifold or barometric pressure sensor
P0110 sensor Intake air temperature sensor 1
P0115 sensor Engine coolant temperature sensor 1
P0120 sensor Throttle or pedal position sensor A
P0130 oxygen Oxygen sensor, bank 1 sensor 1,
P0136 oxygen Oxygen sensor, bank 1 sensor 2,
P0142 oxygen Oxygen sensor, bank 1 sensor 3,
P0150 oxygen Oxygen sensor, bank 2 sensor 1,
P0156 oxygen Oxygen sensor, bank 2 sensor 2,
P0162 oxygen Oxygen sensor, bank 2 sensor 3,
P0180 sensor Fuel temperature sensor A
P0185 sensor Fuel temperature sensor B
P0190 sensor Fuel rail pressure sensor A
P0195 sensor Engine oil temperature sensor
P0220 sensor Throttle or pedal position sensor B
P0225 sensor Throttle or pedal position sensor C
P0235 sensor4 Boost pressure sensor A
P0239 sensor4 Boost pressure sensor B
P0320 speed Ignition engine speed input
P0325 sensor Knock sensor 1
P0330 sensor Knock sensor 2
P0335 sensor Crankshaft position sensor A
P0340 sensor Camshaft position sensor A, bank 1,
P0345 sensor Camshaft position sensor A, bank 2,
P0365 sensor Camshaft position sensor B, bank 1,
P0385 sensor Crankshaft position sensor B
P0390 sensor Camshaft position sensor B, bank 2,
P0450 sensor Fuel vapour pressure sensor
P0460 sensor Fuel level sensor A
P0465 sensor Purge flow sensor
P0470 sensor Exhaust pressure sensor A
P0475 sensor Exhaust pressure control valve A
P0520 sensor4 Engine oil pressure sensor
P0530 sensor4 Refrigerant pressure sensor A
P0535 sensor Evaporator temperature sensor
P0544 levels Exhaust gas temperature sensor, bank 1 sensor 1,
P0547 levels Exhaust gas temperature sensor, bank 2 sensor 1,
P0515 levels Battery temperature sensor
P0550 sensor Power steering pressure sensor
P0705 sensor Transmission range sensor A
P0710 sensor Transmission fluid temperature sensor A
P0715 speed Transmission input speed sensor A
P0720 speed Transmission output speed sensor
P0725 speed Engine speed input to the transmission
P0740 solenoid Torque converter clutch
P0745 solenoid Transmission pressure solenoid A
P0750 solenoid Shift solenoid A
P0755 solenoid Shift solenoid B
P0760 solenoid Shift solenoid C
P0765 solenoid Shift solenoid D
P0770 solenoid Shift solenoid E
P0775 solenoid Transmission pressure solenoid B
P0785 sensor Shift timing solenoid
P0791 speed Intermediate shaft speed sensor A
P0795 solenoid Transmission pressure solenoid C
P0840 sensor Transmission fluid pressure sensor A
P0845 sensor Transmission fluid pressure sensor B
P2008 output Intake runner valve, bank 1
P2011 output Intake runner valve, bank 2
P2014 sensor Intake runner position sensor, bank 1,
P2019 sensor Intake runner position sensor, bank 2,
P2031 levels Exhaust gas temperature sensor, bank 1 sensor 2,
P2034 levels Exhaust gas temperature sensor, bank 2 sensor 2,
P2047 output Reductant injector, bank 1 unit 1
P2100 actuator Throttle actuator A motor
P2120 sensor Throttle or pedal position sensor D
P2125 sensor Throttle or pedal position sensor E
P2130 sensor Throttle or pedal position sensor F
P2146 output Injector group A supply
P2149 output Injector group B supply
P2152 output Injector group C supply
P2155 output Injector group D supply
P2226 sensor Barometric pressure sensor A
P2400 output Vapour leak detection pump
P2452 sensor Particulate filter differential pressure sensor A
P2562 sensor Turbocharger control position sensor A
P2713 solenoid Transmission pressure solenoid D
P2722 solenoid Transmission pressure solenoid E
P2731 solenoid Transmission pressure solenoid F
U0001 bus High speed CAN bus
U0010 bus Medium speed CAN bus
U0019 bus Low speed CAN bus
U0028 bus Vehicle bus A
`;

/** Rows of equal codes over numbered things: first code, how many, step, title. `#` counts 1, 2, 3; `@` A, B, C. */
export const rows = `
P0201 12 1 Injector circuit open, cylinder #
P0261 12 3 Injector circuit low, cylinder #
P0262 12 3 Injector circuit high, cylinder #
P0263 12 3 Power contribution out of balance, cylinder #
P0301 12 1 Cylinder # misfire detected
P0351 12 1 Ignition coil @ circuit fault
P0671 12 1 Glow plug circuit fault, cylinder #
P2300 12 3 Ignition coil @ primary circuit low
P2301 12 3 Ignition coil @ primary circuit high
P2302 12 3 Ignition coil @ secondary circuit fault
P0213 2 1 Cold start injector # fault
P0781 4 1 Gear change fault, upshift from gear #
P0731 5 1 Wrong ratio in gear #
P2700 6 1 Transmission friction element @ apply time out of range
`;
