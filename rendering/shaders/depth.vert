#version 330
// Depth as the key light sees it.
in vec3 in_place;
uniform mat4 to_screen;

void main() { gl_Position = to_screen * vec4(in_place, 1.0); }
