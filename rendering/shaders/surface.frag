#version 330
// Light on a surface, kept apart as direct light, ambient light, and direction with depth.
in vec3 place;
in vec3 normal;
in vec3 colour;
in float rough;

uniform mat4 to_light;       // the room as the key light sees it
uniform sampler2D shadows;   // depth as the key light sees it
uniform vec3 light;          // direction of the key light
uniform vec3 eye;
uniform vec3 ahead;          // the camera's direction
uniform int kind;            // 0 person, 1 floor, 2 wall, 3 thing
uniform float followed;      // 1 for the followed person
uniform vec2 mat_at;         // the mat's middle
uniform float mat_there;
uniform vec3 wall_colour;
uniform vec3 floor_dark;
uniform vec3 floor_light;
uniform float window_light;

layout(location = 0) out vec4 direct;   // alpha: the followed person
layout(location = 1) out vec4 ambient;
layout(location = 2) out vec4 shape;    // normal, depth

const float PLANK = 0.13, PLANK_LENGTH = 1.25;
const int TAPS = 16;
const float GOLDEN = 2.4;               // turn between taps, near the golden angle

float hash(vec2 x) { return fract(sin(dot(x, vec2(12.9898, 78.233))) * 43758.5453); }

float noise(vec2 x) {
    vec2 i = floor(x), f = fract(x);
    f = f * f * (3.0 - 2.0 * f);
    return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x),
               mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}

vec3 floor_at(vec3 p) {
    float plank = floor(p.z / PLANK);
    float u = p.x + hash(vec2(plank, 3.0)) * 1.7;
    float grain = noise(vec2(u * 3.0, p.z * 60.0 + plank * 7.0)) * 0.5
                + noise(vec2(u * 14.0, p.z * 190.0)) * 0.3;
    vec3 wood = mix(floor_dark, floor_light, hash(vec2(plank, floor(u / PLANK_LENGTH))));
    wood *= 0.82 + 0.3 * grain;
    float side = min(fract(p.z / PLANK), 1.0 - fract(p.z / PLANK)) * PLANK;
    float end = min(fract(u / PLANK_LENGTH), 1.0 - fract(u / PLANK_LENGTH)) * PLANK_LENGTH;
    wood *= mix(0.55, 1.0, smoothstep(0.0, 0.003, min(side, end)));
    vec2 edge = abs(p.xz - mat_at) - vec2(1.02, 0.36);
    if (mat_there > 0.5 && max(edge.x, edge.y) < 0.0)
        return vec3(0.165, 0.245, 0.26) * (0.95 + 0.1 * noise(p.xz * 300.0));
    return wood;
}

vec3 wall_at(vec3 p) {
    vec3 paint = wall_colour * (0.99 + 0.02 * noise(p.xy * 220.0));
    paint *= 0.97 + 0.045 * noise(p.xy * 1.3);
    float slant = p.x - 0.55 * (p.y - 1.2);
    vec2 edge = abs(vec2(slant - 0.25, p.y - 1.55)) - vec2(0.62, 0.55);
    float pane = 1.0 - smoothstep(-0.10, 0.16, max(edge.x, edge.y));
    pane *= 1.0 - 0.75 * (1.0 - smoothstep(0.02, 0.07, abs(slant - 0.25)));
    pane *= 1.0 - 0.75 * (1.0 - smoothstep(0.02, 0.07, abs(p.y - 1.6)));
    paint *= 1.0 + window_light * pane * vec3(1.0, 0.95, 0.84);
    if (p.y < 0.11) paint = vec3(0.78, 0.775, 0.75) * (p.y > 0.1 ? 0.75 : 1.0);
    return paint;
}

float lit_share(vec3 n) {
    vec4 seen = to_light * vec4(place + n * 0.012, 1.0);
    vec3 at = seen.xyz / seen.w * 0.5 + 0.5;
    if (any(lessThan(at.xy, vec2(0.0))) || any(greaterThan(at.xy, vec2(1.0)))) return 1.0;
    float turn = hash(gl_FragCoord.xy) * 6.28, lit = 0.0;
    for (int i = 0; i < TAPS; i++) {
        float a = turn + float(i) * GOLDEN;
        float r = 0.0052 * sqrt((float(i) + 0.5) / float(TAPS));
        lit += texture(shadows, at.xy + r * vec2(cos(a), sin(a))).r + 0.0016 > at.z ? 1.0 : 0.0;
    }
    return lit / float(TAPS);
}

void main() {
    vec3 n = normalize(normal), view = normalize(eye - place);
    if (kind == 0 ? !gl_FrontFacing : dot(n, view) < 0.0) n = -n;
    vec3 albedo = kind == 1 ? floor_at(place) : kind == 2 ? wall_at(place) : colour;

    float lit = lit_share(n);
    float wrap = kind == 0 ? 0.22 : 0.0;   // soft edge of light on skin and cloth
    float facing = max(0.0, (dot(n, light) + wrap) / (1.0 + wrap));
    float shine = pow(max(dot(n, normalize(light + view)), 0.0), mix(60.0, 6.0, rough));
    shine *= (1.0 - rough) * 0.5 * facing;
    vec3 key = vec3(1.00, 0.94, 0.85) * 2.0;
    direct = vec4(albedo * key * facing * lit + key * shine * lit * 0.35, followed);

    float fill = max(0.0, dot(n, normalize(vec3(0.75, 0.35, 0.65))) * 0.6 + 0.4);
    vec3 sky = mix(vec3(0.30, 0.25, 0.20), vec3(0.52, 0.55, 0.60), n.y * 0.5 + 0.5);
    ambient = vec4(1.12 * albedo * (sky + vec3(0.26, 0.27, 0.30) * fill), 1.0);
    shape = vec4(n, dot(place - eye, ahead));
}
