/** Control modules: number in `U0nnn Lost communication with …`, number in `U0nnn Invalid data from …` or -, name. */
export const modules = `
100 401 engine control module A
101 402 transmission control module
102 403 transfer case control module
103 404 gear shift module
104 405 cruise control module
105 406 fuel injector control module
106 407 glow plug control module
107 408 throttle actuator control module
108 409 alternative fuel control module
109 410 fuel pump control module
110 411 drive motor control module A
111 412 battery energy control module A
112 413 battery energy control module B
113 - emissions critical control information
114 414 four-wheel drive clutch module
115 - engine control module B
116 - coolant temperature control module
117 - power take-off control module
118 - fuel additive control module
119 - fuel cell control module
120 - starter generator control module
121 415 anti-lock brake module
122 416 vehicle dynamics module
123 - yaw rate sensor module
124 - lateral acceleration sensor module
125 - multi-axis acceleration sensor module
126 428 steering angle sensor module
127 430 tyre pressure monitor module
128 417 parking brake module
129 418 brake system control module
130 419 steering effort module
131 420 power steering module
132 421 suspension or ride level module A
133 - active roll control module
134 - rear power steering module
135 - front differential module
136 - rear differential module
137 - trailer brake module
140 422 body control module
141 431 body control module A
142 - body control module B
143 - body control module C
144 - body control module D
145 - body control module E
146 - gateway A
147 - gateway B
148 - gateway C
149 - gateway D
150 - gateway E
151 - airbag control module
152 - left side airbag module
153 - right side airbag module
154 - occupant detection module
155 423 instrument cluster
156 - information centre A
157 - information centre B
158 - head-up display
159 - parking assist module A
160 - audible alert module
161 - compass module
162 - navigation display
163 - navigation module
164 424 climate control module
165 - rear climate control module
166 425 auxiliary heater module
167 426 immobiliser module
168 427 vehicle security module
169 - sunroof module
184 - radio
`;
