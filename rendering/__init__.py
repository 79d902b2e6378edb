"""People, rooms and clothes drawn from numbers, so that the truth behind each picture is exact.

Blender is hundreds of megabytes to install, and SMPL's bodies may not be passed on.
"""
