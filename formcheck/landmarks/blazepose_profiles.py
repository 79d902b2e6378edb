"""The accuracy of BlazePose's networks, as measured in docs/backends.md."""

from typing import Final

from formcheck.landmarks.profile import BackendProfile, YawBias

__all__ = ["FULL", "FULL_YAW", "HEAVY", "LITE"]

FULL_YAW: Final = YawBias(
    upright_deg=(3.1, 4.6, 2.7, 12.3),
    bowed_deg=(2.0, 4.2, 13.8, 10.7),
    reaching_deg=(8.4, 6.9, 9.1, 15.8),
    per_degree=(0.86, 0.67, 1.04, 0.78),
)
"""The far points lie a little ahead, and the far hip comes out from behind in a bow. From fourteen
rendered bodies (docs/back.md). The medians of eleven clips of real people filmed from the side are
-4, 0, 1 and 8 upright, and 3, 6, 19 and 12 bowed."""

FULL: Final = BackendProfile(
    name="blazepose-full",
    yaw=FULL_YAW,
    min_visibility=0.6,  # team choice
    guess_visibility=0.1,  # team choice
    # Fourteen rendered bodies have 0.09-0.15. Subtracting it, the trunk reads to 1.5 degrees
    # instead of 3.1 (docs/back.md).
    lean_per_bend=0.105,
)

# Lite's angles grow little when somebody turns, heavy's more than full's. Both are full's values
# plus the difference from full on the same 224 stills of fourteen rendered bodies, on which full's
# lean per bend is 0.092, lite's 0.068 and heavy's 0.039.
LITE: Final = BackendProfile(
    name="blazepose-lite",
    yaw=YawBias(
        upright_deg=(2.0, -0.3, 5.1, 7.2),
        bowed_deg=(0.8, 3.0, 12.2, 8.5),
        reaching_deg=(4.6, 0.4, 10.3, 8.1),
        per_degree=(0.61, 0.54, 0.68, 0.53),
    ),
    min_visibility=FULL.min_visibility,
    guess_visibility=FULL.guess_visibility,
    lean_per_bend=0.08,
)

HEAVY: Final = BackendProfile(
    name="blazepose-heavy",
    yaw=YawBias(
        upright_deg=(0.0, 1.1, 2.2, 2.6),
        bowed_deg=(1.0, 0.6, 9.1, 7.2),
        reaching_deg=(5.6, 2.8, 6.7, 5.6),
        per_degree=(1.00, 0.87, 1.27, 1.10),
    ),
    min_visibility=FULL.min_visibility,
    guess_visibility=FULL.guess_visibility,
    lean_per_bend=0.045,
)
