"""What the page about the study says around its tables."""

__all__ = ["WORDS"]

WORDS = """\
# How far a back is bent

formcheck reads it off the back's outline: forty points between hip and shoulder. Which number to
make of them was settled by a study, and this page, its tables and its figures are written by it:

    python -m rendering.study            # renders, reads, compares; goes on where it was stopped
    python -m rendering.study sets       # the same for whole sets, judged by the engine
    python -m rendering.study street     # the same for stills of hoods, hems, prints and plates
    python -m rendering.study compare    # compares anew on the numbers kept; seconds

The first three need the dependency group `render` and the pose model; the last only the group.

**Real people first.** Of real recordings it is known only by eye how round a back is, so nothing
here was fitted on them but the errors of references and of hidden points. By person, side-on,
hinges and lifts, as [accuracy.md](accuracy.md) has them:

{real}

Before, the back was judged in 32 % (mean over people; 11 of 63 reps), and 2 of 8 rounded reps were
found. What changed it: a hood no longer makes an outline unsure twice over; a rep is read again at
its end, so that a view not known at first drops no frames; the trunk upright tells nothing; phases
are asked for together; and what a lift may bend is as in the hinge, 25 and 35.

**In short.** The bend of the best parabola, less that of the same person standing, tells bent backs
from straight ones on every rendered body that it was not fitted on; how far the outline is skewed
adds what a parabola misses of backs bent in one part alone; what being turned away from the camera
makes of an outline is told by its shape, and taken off. These are rendered people: they have no
muscles, no folds of skin, and shirts that do not slip. What holds for them is the most that can be
hoped for from real ones, not evidence about them. The measure was chosen on the same stills that
the tables are made of; only its gains are always other bodies'.

What was wanted, by the limit half-way between the two groups, and the limits that would be enough.
Shares are of straighter backs passed, and of bent backs found where they are bent evenly / in the
lower part alone / in the upper part alone. Besides, the error was to be 6 degrees at most.

{reach}

*Ours* is where the hip hinge warns and finds fault, 25 and 35 degrees. Only what is judged is
counted. The error was {errors} degrees (neutral / even / lumbar / thoracic). The window,
the curve, what the fit is made on, and how a turn is read were chosen on these very stills, among
some forty variants and with what was wanted in view.

### On other stills

The same asked of as many other stills of the same bodies, with other cameras, light, clothes and
postures, and read with gains from other bodies of the stills above. They were looked at after all
was chosen. Four earlier lots of others, which are not kept, were looked at beside those above: one
when turning away was dealt with and when it was chosen up to which yaw is judged, one when it was
chosen how far down the outline is read, one when it was chosen what is done with hidden points, one
when it was chosen which bends turning away is fitted on. The error was {fresh_errors} degrees.

{fresh_reach}

Who is turned by more than 25 degrees should never be judged, and of those turned by 15 to 25 three
quarters at least:

{fresh_judged}

A turn is read with an error of 3 to 9 degrees standing or bowed alone, and of 4 by both (below), so
some who are just beyond are judged, and some who are not are refused: with such an error nothing
gives three quarters of the one and none of the other. Beside it stands how those are read who are
judged, passed and found at our limits; beyond 25 degrees they are few. On the stills above it was:

{judged}

### In whole sets

The same asked of the engine itself: all bodies bowed four times in each way, half of them
seen obliquely, after the start with the arms forward, as a video of ten frames a second, judged by
the hip hinge with gains from all other bodies. The head follows a bent back half-way. What is bent
in between may be judged either way. They were looked at after all was chosen.

{sets}

## On what

{stills} stills of {bodies} bodies in {sessions} sessions: twelve bodies of one public base mesh,
young and old, slim to heavy, and two of our own making, in fitted and loose shirts; turned by -29
to 34 degrees from side-on, counted from the line on which the camera sees them, with cameras 0.75
to 1.3 m high, dim to bright light, noise and compression; bowing with the back straight, bent
evenly, in the lower part alone, or in the upper part alone, by up to 60 degrees, with neck, arms,
knees and depth left to chance. Each still was shown to the pose model as a short video; each counts
by itself, although a real repetition lasts many frames.

What is true is the sum of the flexions of five segments. Their pivots lie at the heights of real
vertebrae: 0.20, 0.32 and 0.46 of the way from hip to shoulder joint in the lower back, 0.64 and
0.80 in the upper. **The result hangs on this.** With the base mesh's own pivots the lowest lies
level with the hips; a bend there turns the pelvis alone, and no outline of a back shows it. On 115
of these stills, five bodies, side-on, drawn both ways and read as it was done then, bending of the
lower part alone came out 18 degrees too low instead of 4, and half of it was not noticed instead of
none.

![How outlines change](back/shapes.svg)

## Which measure

Every measure is compared with the same person standing with the arms forward, and turned into
degrees by a gain fitted on **all other bodies**. Errors are means of the absolute error, with the
mean error in brackets, side-on (to 15 degrees) in fitted clothes, for backs bent up to 10 degrees
(neutral) and more, by where they are bent. *Noticed* is telling at least 30 degrees from at most
10, with the limit half-way; *fault* at least 45 from at most 25. *Passed* is the share of
straighter backs below the limit, the others are the shares of bent backs beyond it. The measure
chosen reads the package's own line, with hidden points filled in as below; the others read what
every ray met, hidden or not, with gaps bridged straight.

{measures}

**The parabola and the skew are used**: `bent_deg` in `formcheck/exercise/back/bend.py`. With x the
change of the parabola's bend and s that of the skew, the outline's third Legendre shape in the same
scale, a back is bent by {gain} x / (1 + |x| / {halved}) + {uneven} (√(s² + {skew}²) − {skew}).
Whichever body is left out, the gains are {gains} and {unevens}. Backs bent in the lower or in the
upper part alone bend the parabola less and skew the outline, the one way or the other. Gains are
fitted on backs bent by more than 20 degrees: outlines are read with some error, and straight backs
would teach a fit only to read less, so that the bends which limits decide on came out 2 degrees
low. Straight backs are then read three degrees too round instead. The outline is read from the hip
to a little above the shoulder, where a rounded upper back still turns. From further up it misses
more of what bends low, of heavy bodies above all; from further down buttock, waistband and shirt
make straight backs round. Richer fits do no better on bodies they have not seen. Measures that rest
on the ends of the outline, or on its furthest point, fail with the landmarks.

![Measured against true bends](back/measured.svg)

{by_body}

## What is hidden

Arms, hair and collars hide points of an outline, most often at its ends, and the ends bend a
parabola most: without two points at the shoulder, a bow seems less bent by 8 degrees and standing
more hollow, so that every bow compared with it seems rounder. So hidden points are put where they
are most likely, by how the outlines of **all other bodies** are shaped: the means and covariances
of Legendre shapes 2 to 8 (`formcheck/exercise/back/gaps.py`). What they may change of the bend adds
to its error; beyond {rough} degrees of that no back is called good, and with an error of more than
{unsure} in all none is judged. Of bows that were seen whole, with points taken out, the parabola's
bend is off by:

{gaps}

*As said* is what is added to the error: {more_unsure} times the standard deviation that the shapes
give, for they are those of rendered people. Of thirteen real ones whose whole outline was seen,
bends with points taken out are off by 2 degrees for two at the shoulder, 5 for five and 10 for ten,
7 and 18 for five and ten at the hip, and 5 for fourteen in the middle (root mean squares, the mean
over people): 1.4 to 2.3 times what the shapes say.

Beside the person's own outline less is unsure, for most of it stays as it is from standing to a
bow: what is hidden is put where that change, of other bodies, makes it most likely. With the upper
quarter hidden in both the difference is then off by 11 degrees of rendered people instead of 14,
and by 9 of those thirteen instead of 10.

Of the bodies that gains are fitted on, gaps are filled in as those of all but their own are shaped,
so that a trace of the body left out is in its gains: 0.0001 of 1.23, when it was tried.

What stands off the back in the same way standing and bowed is clothing and counts as body beside
the own outline; what does so in one of them alone counts in neither, nor does what was hidden of
the straight one (`formcheck/exercise/back/stretch.py`). That is settled once for a person, for
single rays come and go: settled ray by ray, seven of ten rounded lifts of a man in a hood were
missed.

What others are compared with must be trusted more ({reference_trust}) than what is judged
({trust}): seen obliquely, an outline of standing that is trusted less was wrong by up to 48
degrees, and with it every bow of that person.

## Limits

What each limit would find, side-on in fitted clothes, counted from the arms-forward standing.

Noticed:

{noticed}

Fault:

{fault}

![Found against blamed](back/roc.svg)

## How one is seen, and in what

{by_view}

Turned away from the camera, the outline of a bow is another line of the body: seat and shoulders
stand out less, and what is between them more. As it is, straight backs turned away by 15 to 25
degrees would seem 17 degrees rounder than they are, and bent ones the less the more they are bent:
14 up to 30 degrees, 8 up to 45, 1 beyond. The outline shows it: it waves, the more the further one
is turned. With w the change of the fourth Legendre shape in the same scale, {added} + {per_skew} s
− {per_wave} w degrees are taken off the bend ({addeds}, {per_skews} and {per_waves} whichever body
is left out), by the share in which it shows: none of it up to 10 degrees, all of it from 20, and
only once the trunk leans. It is fitted on backs bent by more than 20 degrees, too, judged or not,
and so that large errors count less: one body, the heavy man's, shows so little of its bends that
squared its errors would be a quarter of all. Backs bent by up to 30 degrees are then read 5 too
round, so that more of the bends between the limits are warned of, and those bent by 45 and more 4
too low.

Turned as far towards the camera nothing is taken off: there the like was tried, and helped nothing.
Side-on the wave was tried, too; it reads no body better that it was not fitted on.

![Errors by yaw](back/yaw.svg)

How far one is turned, true and as the package reads it, and how many bows are judged. Whoever bows
is turned as they stood and as they seem while they bow, on the mean, but by no less than the larger
less {below} degrees.

{yaw}

It is the middle of four angles between the near and the far side, less what they are side-on (the
model sees the far side ahead of the near one, and the hips in a bow above all), over how much they
grow. With the arms held forward they are 2 to 6 degrees more again. These numbers are of all bodies
together, so what is judged is told a little too well.

{turns}

## What it is counted from

{references}

The straightest other hinge is here one of at most 10 degrees; somebody who rounds every time has
none, and no study of outlines can tell them so.

Real people in recordings show other references than those who are asked, and worse ones. Of 20
clips of flat backs and 7 of rounded ones, read against people in general, flat ones differ by 13
degrees and all rounded ones lie beyond all flat ones. Against their own standing in passing the
same lifters are off by 20 to 26: a loaded lockout is arched by 31 to 48 degrees in most, by 5 and
by -28 in others, and of people never looked at before three of five false warnings came of it. So
each reference has its own error (arms forward 5, standing relaxed 10, straightest 13, people in
general 15 falling to 9, standing in passing 22), the smallest for a rep decides, and none is taken
from a single moment or rep: one misread "straightest" rep made five false findings. Until then a
fault beside standing that nobody had asked for had to be round beside people in general, too. That
clause is gone: such standing no longer decides, because its error is larger.

Standing otherwise, counted from standing with the arms forward, degrees. Who is arched here has the
lower back bent by -12 degrees:

{standing}

The arms by themselves change little. Whether a person who arches stands otherwise with the arms
raised is beyond rendered people, whose backs do what they are told.

Obliquely the near arm hangs in front of the back: that is why the arms are raised for it.

## In what people wear and hold

{street_stills} stills of the same bodies in {street_sessions} other sessions, side-on to 15
degrees: in hoods that stand off the upper back by 3 to 8 cm, in long shirts whose hem stands off
the seat, with patches of print across the back, with plates in the hands or on the shoulders, from
the height of the knees to that of the chest. Nothing was fitted to them. Hoods and hems keep their
place on the body, a hood but for a centimetre; real ones swing. Bows are hinges, squats and lifts
with the weight in the hands; *read* is the share whose outline is trusted. They are counted from
the same person's standing with the arms forward, as the package reads them today, each outline by
itself: what it learns of a person over a set is not in it.

{street_read}

Of the forty points of a bow, how many are the back, cloth that stands off it by 1.5 cm and more, or
hidden by what is held, as the same posture drawn in a fitted shirt with empty hands tells, and
whether they are kept:

{street_rays}

What a bend is off by, counted from what a recording may show of a person instead. Who stands arched
here is hollow by 10 to 20 degrees, as after a lift:

{street_worth}

The same bows as the engine judges them: beside the reference with the smallest error, what stands
off standing and bowed counting as body, each bow a rep of which one moment was seen. *Straight* is
bent by 10 degrees at most, *bent* by 45 at least; a bend is warned of or called a fault where it is
beyond 25 or 35 degrees by more than its error:

{street_engine}

## Lower or upper back

Half of the bend each, and what the skew tells of their difference. Means with their spread, side-on
in fitted clothes:

{parts}

Which half is bent more can mostly be told; by how much cannot: bending of one half is seen in both.

## Other movements

A straight back that is read as bent, or an arched one as straight:

{extremes}

## Joint angles

Of the same stills, less the same person standing with the arms hanging. A rounded back carries the
model's shoulder further round than the joint is, so where the bend is known 0.105 degrees per
degree of it are taken off trunk and hip:

{angles}

## Where it fails

* Single stills of large bends are taken for less than a fault, about one in 70 side-on and one in
  30 obliquely; of bends of the upper back alone, by 30 degrees and more, one in 40 is not noticed
  obliquely. In whole sets the engine finds {side_thoracic} large bends of the upper back alone seen
  side-on and {oblique_thoracic} obliquely.
* In whole sets one of 44 large bends seen side-on and one of 29 obliquely are only warned of: of a
  man whose start was not taken, for what is behind his back blurs its outline, and of the heavy
  woman, turned away, 58 degrees read as 27. In two earlier lots, looked at when something was still
  chosen, it was none of 84 side-on and 6 of 63 obliquely, two of them the heavy man's, turned away;
  and two of 42 bends of up to 25 degrees seen side-on, of upper backs, were called a fault. None of
  all these large bends passed as good.
* Who looks ahead with a rounded upper back, the neck bent back as far as the back is forward, lifts
  the shoulders, which flattens the outline below them: when it was tried, a bend of 57 degrees was
  read as 29.
* Seen obliquely, straight backs are off by 7 degrees, and those bent by 45 degrees and more are
  read 3 too low. Turned away, large bends of the heavy man are read up to 32 degrees too low, even
  before anything is taken off, and some are missed.
* What is said to people is "the outline of your back", no more, and "good" does not exclude what
  one part alone does within the error.
* Bending below the lumbosacral joint, which is the pelvis turning, is not seen and not meant.
* A loose shirt hides part of every bend, and makes some straight backs round: the tables above say
  how many. Of those bowing straight in one, four to five in a hundred are warned of; of faults of
  the lower part a third to a half are only warned of or missed.
* Without the person's own standing or hinges, bodies differ by more than a fault.
"""
