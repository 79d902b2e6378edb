"""The people in the clips."""

from typing import Final

from rendering.scene import Build, Hair, Person, Shirt, Trousers

__all__ = ["ADAM", "BEA", "CARL", "DORA", "EMIL", "FAYE", "GUS", "HUGO", "IDA"]

ADAM: Final = Person(shoes=False)

BEA: Final = Person(
    build=Build.FEMALE,
    hair=Hair.BUN,
    trousers=Trousers.LEGGINGS,
    shirt_colour=(0.36, 0.08, 0.11),
    trousers_colour=(0.05, 0.055, 0.09),
    skin_colour=(0.36, 0.20, 0.13),
    hair_colour=(0.02, 0.015, 0.012),
)

CARL: Final = Person(
    build=Build.HEAVY_MALE,
    shirt_colour=(0.11, 0.24, 0.12),
    trousers_colour=(0.10, 0.09, 0.08),
    skin_colour=(0.66, 0.44, 0.34),
    hair_colour=(0.16, 0.15, 0.14),
)

DORA: Final = Person(
    build=Build.SLIM_FEMALE,
    hair=Hair.BUN,
    trousers=Trousers.LEGGINGS,
    shirt_colour=(0.55, 0.42, 0.10),
    trousers_colour=(0.12, 0.05, 0.13),
    skin_colour=(0.70, 0.49, 0.38),
    hair_colour=(0.20, 0.11, 0.05),
)

EMIL: Final = Person(
    build=Build.STRONG_MALE,
    hair=Hair.NONE,
    shirt_colour=(0.30, 0.30, 0.32),
    trousers_colour=(0.03, 0.03, 0.035),
    skin_colour=(0.21, 0.11, 0.07),
)

FAYE: Final = Person(
    build=Build.FEMALE,
    shirt=Shirt.LOOSE,
    shirt_colour=(0.50, 0.50, 0.47),
    trousers_colour=(0.06, 0.10, 0.16),
    skin_colour=(0.58, 0.38, 0.27),
    hair_colour=(0.10, 0.06, 0.03),
)

GUS: Final = Person(
    build=Build.SLIM_MALE,
    shirt_colour=(0.45, 0.16, 0.06),
    trousers_colour=(0.08, 0.09, 0.11),
    skin_colour=(0.50, 0.31, 0.21),
    hair_colour=(0.03, 0.02, 0.015),
)

HUGO: Final = Person(
    hood_m=0.08,
    shirt_colour=(0.24, 0.24, 0.26),
    trousers_colour=(0.03, 0.035, 0.05),
    skin_colour=(0.55, 0.36, 0.26),
    hair_colour=(0.12, 0.07, 0.03),
)

IDA: Final = Person(
    build=Build.STRONG_FEMALE,
    hair=Hair.BUN,
    shirt=Shirt.LOOSE,
    hem_m=0.04,
    trousers=Trousers.LEGGINGS,
    shirt_colour=(0.08, 0.20, 0.30),
    print_colour=(0.62, 0.62, 0.58),
    trousers_colour=(0.03, 0.03, 0.04),
    skin_colour=(0.64, 0.43, 0.33),
    hair_colour=(0.25, 0.13, 0.05),
)
