"""One exercise judged: poses in, moments and a report out, the same live and recorded.

In: A spec and poses, each with its time.
Out: A `Moment` a pose, a `Report` a set.
Must not know: Cameras, models, files, screens, clocks. Rooms lie along the way: back, measure,
  spec, results, framing, observe, count and recognise, judge, coach; `session` walks through them
  once a pose.
"""
