/** Cards of chassis, body and network codes; the form is told in src/codes/card-text.ts. */
export const networkCards = `
B0001 B0002 | soon | airbag battery | - | B0001 B0002 B0010 U0151
= The airbag module finds a fault in the firing circuit of the {first|second} stage of the driver's airbag.
~ Resistance and insulation of the circuit from the module to the airbag.
@ Ignition on; the module tests the circuit all the time.
- Worn clock spring under the steering wheel
- Loose or corroded connector
- Damaged wiring
- Airbag itself
+ Read all airbag codes and the maker's procedure before anything is unplugged
+ Make the system safe as the maker describes; never put a meter on an airbag
+ Look over the connectors and the clock spring
+ Test the circuit only with the maker's substitute load
! A failed airbag when a connector or the clock spring is at fault

B0010 B0011 | soon | airbag battery | - | B0010 B0011 B0001 U0151 U0154
= The airbag module finds a fault in the firing circuit of the {first|second} stage of the front passenger's airbag.
~ Resistance and insulation of the circuit from the module to the airbag.
@ Ignition on; the module tests the circuit all the time.
- Loose connector behind the glove box or at the module
- Damaged wiring after other work
- Airbag itself
+ Read all airbag codes and the maker's procedure before anything is unplugged
+ Make the system safe as the maker describes; never put a meter on an airbag
+ Ask about recent work behind the dash
+ Test the circuit only with the maker's substitute load
! A failed airbag module when a connector was left open

B0020 B0028 | soon | airbag battery | - | B0020 B0028 B0001 B0010 U0151
= The airbag module finds a fault in the firing circuit of the {left|right} side airbag.
~ Resistance and insulation of the circuit from the module to the airbag.
@ Ignition on; the module tests the circuit all the time.
- Connector under the seat pulled by things pushed below it
- Damaged wiring where the seat moves
- Airbag itself
+ Read all airbag codes and the maker's procedure before the seat or a plug is moved
+ Make the system safe as the maker describes; never put a meter on an airbag
+ Look over the connectors under the seat
+ Test the circuit only with the maker's substitute load
! A failed airbag when the plug under the seat is loose

C0030 C0033 C0039 | soon | brakes lifting wheels | wheel-speed | C0030 C0031 C0033 C0034 C0039 C003A
= The tone wheel of the {left front|right front|right rear} wheel gives a pattern with gaps or jumps.
~ The even spacing of the pulses over a turn of the wheel.
@ While driving at a steady speed.
- Cracked, rusty or missing tooth of the ring
- Metal dust on a magnetic ring
- Bearing fitted the wrong way round
- Play in the wheel bearing
+ Compare the four wheel speeds on a slow drive and look for a beat once a turn
+ Look at the ring all round, car safely lifted
+ Check the play of the bearing
! A failed sensor

C0031 C0034 C0037 C003A | soon | brakes lifting wheels | wheel-speed | C0031 C0034 C0037 C003A C0035 U0121 P0500
= The signal of the {left front|right front|left rear|right rear} wheel speed sensor is missing or not usable.
~ The circuit of the sensor and its signal beside those of the other wheels.
@ Ignition on for the circuit; driving for the signal.
- Wiring broken or chafed near the wheel
- Sensor dirty, loose or failed
- Damaged tone ring or magnetic ring of the wheel bearing
- Play in the wheel bearing
+ Compare the four wheel speeds on the scan tool on a slow drive
+ Look over sensor, connector and cable
+ Check the ring and the play of the bearing
+ Test supply and signal at the connector
! A failed brake module
! A failed sensor when the ring or the bearing is at fault

C0051 | soon | steering-suspension airbag battery | - | U0126 C0063 U0131
= The steering wheel position sensor is at fault or not learned.
~ The angle beside wheel speeds and turning of the car.
@ Ignition on and while driving straight.
- Zero point lost after battery, geometry or steering work
- Worn or dirty sensor, often one part with the clock spring
- Wheel geometry out, so that the wheel stands askew
- Wiring or supply of the sensor
+ Watch the angle with the wheels straight and at both locks
+ Do the maker's learning of the zero point
+ Check the wheel geometry
! A failed stability module after wheel geometry was set

C0061 C0062 C0063 | soon | - | - | C0051 C0061 C0062 C0063 U0123
= The sensor for {sideways acceleration|forward acceleration|turning about the upright axis} is at fault.
~ The signal at rest and beside the other sensors of the car's motion.
@ Ignition on, standing level, then driving.
- Zero point lost, or sensor not level
- Loose mounting
- Supply, ground or wiring
- Sensor itself
+ Read the value while the car stands level
+ Look at mounting and plug
+ Do the maker's learning of the zero point
! A failed brake module

C0044 | soon | brakes | - | P0504 U0121
= The brake pressure sensor A is at fault.
~ The pressure signal beside brake switch and slowing of the car.
@ Ignition on and while braking.
- Plug or wiring
- Air in the brake system
- Sensor itself, often part of the brake unit
+ Read the value with the pedal released and pressed
+ Compare with the brake switch
+ Test supply and ground at the plug
! A failed brake switch

C0035 C0040 C0045 C0050 | soon | brakes lifting wheels | wheel-speed | C0035 C0040 C0045 C0050 C0031 U0121 P0500
= The signal of the {left front|right front|left rear|right rear} wheel speed sensor is missing or not usable. Makers that follow the newer list number it {C0031|C0034|C0037|C003A} and may use this number for another part: compare the wheel speeds first.
~ The circuit of the sensor and its signal beside those of the other wheels.
@ Ignition on for the circuit; driving for the signal.
- Wiring broken or chafed near the wheel
- Sensor dirty, loose or failed
- Damaged tone ring or magnetic ring of the wheel bearing
- Play in the wheel bearing
+ Compare the four wheel speeds on the scan tool on a slow drive
+ Look over sensor, connector and cable{ while the wheel is turned to both sides| while the wheel is turned to both sides||}
+ Check the ring and the play of the bearing
+ Test supply and signal at the connector
! A failed brake module
! A failed sensor when the ring or the bearing is at fault
! Another wheel, because makers number the wheels by two lists

U0001 U0073 | limp | battery | can-bus | U0001 U0073 U0100 U0121 P0562
= {The fast bus between the modules does not work as it should|A module had to switch itself off the bus}.
~ Errors on the bus that a module counts.
@ Ignition on, bus awake.
- Bus wires shorted, open or swapped
- One module that disturbs the bus
- Missing end resistor
- Low supply or poor ground
- Added devices on the bus
+ Test the battery and grounds first
+ Read all modules and note which do not answer
+ Measure the resistance between the bus lines with the battery disconnected
+ Look at both lines on a scope
+ Unplug added devices
! Several failed modules

U0100 | tow | battery | can-bus | U0001 U0101 U0121 P0562 P0685
= Other modules no longer receive messages from the engine control module.
~ Messages of the engine module that must arrive on the bus at regular times.
@ Ignition on and bus awake, supply voltage high enough.
- Low battery or missing supply of the engine module
- Open or shorted bus line
- Corroded connector or ground
- Another module that disturbs the bus
- Engine module itself
+ Test the battery and the charging before any module is suspected
+ Read all modules and note which one does not answer
+ Test fuses, main relay and grounds of the engine module under load
+ Measure the bus lines with the battery disconnected, then look at their signals with a scope
! A failed engine module when its supply or its ground is missing

U0101 U0103 | limp | battery | can-bus | U0100 U0001 P0700
= Other modules no longer receive messages from the {transmission module|gear shift module}.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Supply, fuse or ground of the module
- Plug soaked with fluid or water
- Bus line open to this module
- Module itself
+ Test the battery first
+ See whether the scan tool reaches the module
+ Test its fuses, supply and ground under load
+ Look into its plug
! A failed gearbox

U0121 U0122 U0129 | soon | battery brakes | can-bus | U0121 U0122 U0129 U0100 C0035 U0415
= Other modules no longer receive messages from the {anti-lock brake module|vehicle dynamics module|brake system module}.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Supply fuse or ground of the module
- Water in its plug
- Bus line open to this module
- Module itself
+ Test the battery first
+ See whether the scan tool reaches the module
+ Test its fuses, supply and ground under load
+ Drive with care: anti-lock and stability help may be off
! Failed wheel sensors, which cannot be read meanwhile

U0126 U0131 U0128 | soon | battery brakes steering-suspension | can-bus | U0126 U0131 U0128 U0121 U0100
= Other modules no longer receive messages from the {steering angle sensor|power steering module|parking brake module}.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Supply, fuse or ground of the module
- Low battery at start
- Bus line open to this module
- Module itself
+ Test the battery and charging first
+ See whether the scan tool reaches the module
+ Test its fuses, supply and ground under load
! A failed steering gear when the voltage was low

U0140 U0155 U0164 | soon | battery | can-bus | U0140 U0155 U0164 U0100 U0001
= Other modules no longer receive messages from the {body module|instrument cluster|climate module}.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Supply, fuse or ground of the module
- Water in its plug or in the fuse box
- Bus line open to this module
- Module itself
+ Test the battery first
+ See whether the scan tool reaches the module
+ Test its fuses, supply and ground under load
! A failed module after a flat battery

U0146 U0147 | limp | battery | can-bus | U0146 U0147 U0001 U0100
= Other modules no longer receive messages from gateway {A|B}.
~ Messages the gateway passes from one bus to the other.
@ Ignition on and bus awake.
- Supply or ground of the gateway
- Bus line open or shorted on one side
- Added device at the diagnostic plug
- Gateway itself
+ Unplug added devices
+ Test the battery, then supply and ground of the gateway
+ Note which bus has modules that still answer
! Many failed modules at once

U0151 U0154 | soon | airbag battery | can-bus | U0151 U0154 B0001 B0010
= Other modules no longer receive messages from the {airbag module|occupant detection module}.
~ Messages of the module that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Supply, fuse or ground of the module
- Plug under seat or console disturbed
- Bus line open to this module
- Module locked after a crash
+ Test the battery first
+ Read the maker's procedure before any airbag plug is touched
+ Test its fuse and ground
! A failed module when a plug under the seat is loose

U0167 | tow | battery | no-start-petrol | U0168 P0513 P0633 U0100
= Other modules no longer receive messages from the immobiliser module.
~ Messages of the immobiliser that must arrive on the bus at regular times.
@ Ignition on and bus awake.
- Supply, fuse or ground of the module
- Low battery
- Bus line open to this module
- Module itself
+ Test the battery first
+ Look whether the immobiliser lamp behaves as the handbook says
+ Test its fuse, supply and ground
! A failed starter or engine module

U0401 U0402 U0415 | soon | battery | - | U0100 U0101 U0121 C0035 P0700
= The {engine|transmission|anti-lock brake} module sends data that others cannot use.
~ Marks of invalid values in messages that do arrive.
@ Ignition on.
- A fault stored in the sending module
- Module not coded or of the wrong version
- Low supply at some moment
+ Read the sending module: its own codes come first
+ Ask about recent module or programming work
+ Test the battery and charging
! A wiring fault of the bus, although messages arrive
`;
