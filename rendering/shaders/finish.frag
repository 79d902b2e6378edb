#version 330
// Adds the lights up, darkens corners that the room's light does not reach, and exposes.
in vec2 at;
uniform sampler2D direct;
uniform sampler2D ambient;
uniform sampler2D shape;
uniform vec2 pixel;
uniform float focal;       // pixels
out vec4 shown;            // alpha: the followed person

const int TAPS = 12;
const float GOLDEN = 2.4, REACH = 0.16;   // metres that a corner darkens

float hash(vec2 x) { return fract(sin(dot(x, vec2(12.9898, 78.233))) * 43758.5453); }

void main() {
    float depth = texture(shape, at).w;
    float hidden = 0.0, turn = hash(gl_FragCoord.xy) * 6.28;
    for (int i = 0; i < TAPS; i++) {
        float a = turn + float(i) * GOLDEN;
        float r = REACH * (float(i) + 0.6) / float(TAPS) * focal / depth;
        float nearer = depth - texture(shape, at + pixel * r * vec2(cos(a), sin(a))).w;
        if (nearer > 0.006 && nearer < 0.35) hidden += 1.0 - smoothstep(0.1, 0.35, nearer);
    }
    float open = 1.0 - 0.72 * hidden / float(TAPS);
    vec4 lit = texture(direct, at);
    vec3 c = (lit.rgb + texture(ambient, at).rgb * open * open) * 0.58;
    // Filmic curve of K. Narkowicz, then display gamma and a slight vignette.
    c = (c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14);
    c = pow(clamp(c, 0.0, 1.0), vec3(1.0 / 2.2));
    vec2 off = at - 0.5;
    shown = vec4(c * (1.0 - 0.22 * dot(off, off)), lit.a);
}
