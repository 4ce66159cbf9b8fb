/** Cards of throttle control, transmission and hybrid drive; the form is told in src/codes/card-text.ts. */
export const driveCards = `
P2100 P2102 P2103 | limp | battery | - | P2101 P2111 P2112 P0121
= The circuit of the throttle motor is {open|low|high}.
~ Current and voltage of the throttle motor.
@ Ignition on.
- Plug or harness at the throttle
- Motor in the throttle body
- Supply or ground of the module
+ Look over plug and harness
+ Measure the motor's resistance and compare with the maker's figure
+ Test battery and supply under load
! A failed pedal sensor

P2101 P2111 P2112 | limp | - | - | P2101 P2111 P2112 P2100 P0121
= The throttle {does not follow the command|stays open|stays closed}.
~ The measured plate position against the wanted one.
@ Ignition on and running.
- Deposits or ice at the plate
- Gears or motor in the throttle body
- Poor plug or supply
+ Keep fingers out of the bore: the plate may close by itself
+ Look at plate and bore with the ignition off
+ Watch wanted and measured position
+ Do the maker's learning run after cleaning or replacing
! A failed body when it only needs cleaning

P2135 P2138 | limp | - | - | P0121 P0122 P0123 P0221 P2122 P2127
= The two tracks of the {throttle|pedal} sensor do not agree.
~ Both position signals compared all the time.
@ Ignition on.
- Poor plug or chafed wire
- Worn track
- Reference or ground shared with a faulty sensor
+ Move the {throttle with the scan tool|pedal slowly} and watch both tracks
+ Test references, grounds and signals at the plug
+ Wiggle the harness meanwhile
! A failed module

P2122 P2123 P2127 P2128 | limp | - | - | P2138 P0641 P0651
= The pedal sensor, track {D, reads too low|D, reads too high|E, reads too low|E, reads too high}.
~ The voltage of the track against its limits.
@ Ignition on.
- Plug loose under the dash
- Wire open or shorted
- Pedal sensor itself
+ Read both tracks with the pedal up and down
+ Test reference, ground and signal at the plug
+ Look for a mat or part that blocks the pedal
! A failed throttle body

P2106 P2110 | limp | - | - | P2135 P2138 P2101
= The throttle system limits {power|engine speed} to keep the car safe.
~ A reaction to another fault that is stored with it.
@ When that fault is there.
- Fault of pedal, throttle or reference voltage
- Fault of a brake switch
- Module or its supply
+ Read the other codes: this one only tells of the reaction
+ Follow those codes first
! A failed throttle body, although this is no code of a part

P0700 | soon | - | - | P0705 P0715 P0730 P0740
= The transmission module has a fault of its own and asks for the engine lamp.
~ A message from the transmission module.
@ Whenever that module has stored a code.
- Any fault of the transmission or its electrics
- Low fluid
- Low supply of the module
+ Read the transmission module: its own codes tell the fault
+ Check level and condition of the fluid as the maker describes
! A failed gearbox, before the other codes are read

P0705 P0706 | soon | - | no-crank | P0850 P0700
= The selector position sensor {has a circuit fault|gives positions that do not fit}.
~ The position signals in each gear position.
@ Ignition on.
- Cable out of adjustment
- Plug corroded by water
- Sensor worn
+ Watch the shown position while the lever is moved
+ Check the adjustment of the cable
+ Look into the plug
! A failed starter, because the car does not crank

P0711 P0712 P0713 | soon | - | - | P0710 P0218
= The fluid temperature of the transmission {does not change as it should|reads too hot|reads too cold}.
~ The temperature signal and its change while driving.
@ After start and during a drive.
- Sensor, often part of the inner harness
- Plug at the housing
- Fluid in the plug
+ Compare with the engine temperature after a night outside
+ Look into the plug for fluid
+ Measure the sensor and compare with the maker's table
! An overheated gearbox

P0715 P0716 P0717 P0720 P0721 P0722 | limp | - | - | P0700 P0730 P0500
= The {input speed sensor has a circuit fault|input speed does not fit|input speed is missing|output speed sensor has a circuit fault|output speed does not fit|output speed is missing}.
~ The speed signal beside engine speed, gear and road speed.
@ While driving.
- Sensor or its plug
- Metal on the sensor tip
- Harness, or the connector of the control unit
+ Watch the speeds on a slow drive
+ Look over plug and harness
+ Take the sensor out and look at its tip, where it can be reached
! A slipping clutch inside

P0730 P0731 P0732 P0733 P0734 P0735 | limp | - | - | P0700 P0715 P0720 P0868
= The ratio of {a gear|gear 1|gear 2|gear 3|gear 4|gear 5} is not what it should be: something slips or was not engaged.
~ Input speed divided by output speed against the ratio of the gear.
@ Driving in the gear.
- Fluid low, old or wrong
- Solenoid sticks
- Clutch or band worn
- Speed sensor wrong
+ Check level, colour and smell of the fluid as the maker describes
+ Read the codes of solenoids and speed sensors first
+ Look for the maker's reset of learned values
! A gearbox to replace when the fluid is low

P0740 P0741 P0742 P0743 | soon | - | - | P0700 P0218 P0730
= The clutch of the torque converter {has a control fault|does not close|does not open|has an electrical fault}.
~ The slip between engine and gearbox input while the clutch is asked for.
@ Steady driving, warm fluid.
- Solenoid or its wiring
- Fluid old or wrong
- Worn clutch in the converter
- Valve body
+ Check level and condition of the fluid
+ Watch the slip while the clutch is asked for
+ Measure the solenoid and compare with the maker's figure
! Misfire felt as shudder

P0750 P0751 P0752 P0753 P0755 P0756 P0758 | limp | - | - | P0700 P0730 P0868
= Shift solenoid {A has a control fault|A works not or stays off|A stays on|A has an electrical fault|B has a control fault|B works not or stays off|B has an electrical fault}.
~ The solenoid's circuit, and the gear that follows from it.
@ Driving, or ignition on for the circuit.
- Solenoid or inner harness
- Fluid low or dirty
- Valve that sticks
- Plug at the housing
+ Check level and condition of the fluid
+ Measure the solenoid at the housing plug and compare with the maker's figure
+ Run it with the scan tool and listen
! A worn clutch when a solenoid is open

P0850 | fine | - | no-crank | P0705 P0615
= The park or neutral signal does not fit.
~ The switch or message for park and neutral while starting and driving.
@ At start and in gear.
- Selector cable out of adjustment
- Switch or its plug
- Clutch switch, on manual gearboxes that use it
+ Watch the signal while the lever is moved
+ Check the cable's adjustment
+ Test the switch at the plug
! A failed starter

P0868 | limp | - | - | P0700 P0730 P0840 P0841
= The fluid pressure of the transmission is too low.
~ The pressure sensor or switch against the wanted pressure.
@ While driving.
- Fluid low
- Blocked filter
- Pressure solenoid or pump
+ Check the level as the maker describes
+ Look for leaks
+ Measure the pressure with a gauge and compare with the maker's figure
! A failed sensor, believed without a gauge

P0A80 P0A7F | soon | high-voltage | - | P0A80 P0A7F P0A1F
= The high-voltage battery of the hybrid drive is {so uneven that the maker asks for its replacement|worn}.
~ Voltage and temperature of the blocks while they are loaded and charged.
@ While driving.
- Aged cells
- Corroded links between the blocks
- Cooling air filter or fan blocked
- Sense wire or the pack's module
+ Read the voltages of all blocks at rest and under load
+ Look at the air intake and fan of the pack
+ Leave the pack closed: only people trained for high voltage make it dead and open it
! A pack to replace when the fan is blocked or a link has corroded
`;
