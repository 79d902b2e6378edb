#version 330
// A point of the room with its colour and roughness.
in vec3 in_place;
in vec3 in_normal;
in vec3 in_colour;
in float in_rough;
uniform mat4 to_screen;
out vec3 place;
out vec3 normal;
out vec3 colour;
out float rough;

void main() {
    place = in_place;
    normal = in_normal;
    colour = in_colour;
    rough = in_rough;
    gl_Position = to_screen * vec4(in_place, 1.0);
}
