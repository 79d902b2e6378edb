# What came of a set: verdicts, findings, the summary, the table, the page Review.

verdict-good = good
verdict-warn = to change a little
verdict-fault = to change
verdict-no-fault-seen = nothing to change seen
verdict-no-rounding-seen = no rounding seen
verdict-not-judged = not judged

# What stands on a rep's tile: it is practice, and nobody failed.
tile-good = good
tile-warn = to change a little
tile-fault = to change
tile-no-fault-seen = nothing to change seen
tile-no-rounding-seen = no rounding seen
tile-not-judged = not seen

finding = { $name }: { $found }
finding-limit = { $name }: { $value } (limit { $limit })

finding-degrees = { $number }°
finding-degrees-per-second = { $number }°/s
finding-leg = { $number } leg lengths
finding-torso = { $number } torso lengths
finding-foot = { $number } foot lengths
finding-ratio = { $number }
finding-steps = { $number } steps/min
finding-seconds = { $number } s

attempt-held = held for { $seconds } s, { $reason }

set-name = Set { $number }
set-name-after = Set { $number }, { $after }
parted-cut = after a cut in the video
parted-another = another person
parted-left = back in the picture
parted-walked = after walking off
parted-rest = after a rest

## Counted

count-reps = { $count ->
        [one] { $count } rep
       *[other] { $count } reps
    }
count-holds = { $count ->
        [one] { $count } hold
       *[other] { $count } holds
    }
counted-held = { count-holds }, { $seconds } seconds in all
counted-nothing = nothing counted
counted-guided = { $done } { $once }{ $several ->
        [yes] s
       *[no] {""}
    }
counted-guided-of = { $done } of { $planned } { $once }s
counted-lasted = { $counted }, { $lasted }
lasted-seconds = { $seconds } s
lasted-minutes = { $minutes } min
guided-not-judged = { $counted }. Guided, not judged

## What was judged, and in how many

judged-another = { $looks } Nothing is judged by the wrong one.
went-good = { $name }: good
went-good-every-rep = { $name }: good in every rep
went-good-every-hold = { $name }: good in every hold
went-good-of-reps = { $name }: good in { $count } of { $all ->
        [one] { $all } rep
       *[other] { $all } reps
    }
went-good-of-holds = { $name }: good in { $count } of { $all ->
        [one] { $all } hold
       *[other] { $all } holds
    }
went-seen = { $name }: { $what } seen
went-seen-any-rep = { $name }: { $what } seen in any rep
went-seen-any-hold = { $name }: { $what } seen in any hold
went-seen-of-reps = { $name }: { $what } seen in the { count-reps } that could be judged
went-seen-of-holds = { $name }: { $what } seen in the { count-holds } that could be judged
went-no-rounding = no rounding
went-no-change = nothing to change

where-every-rep = In every rep
where-every-hold = In every hold
where-numbered = In { $numbered }
not-counted-ended = the set ended before the way back
not-counted-times = { $count } { $reason }

## The summary

summary-title = { $name }: how it went
summary-version = Version: { $version }
summary-nothing = Nothing was counted this time, so there is nothing to tell.
summary-headline = **{ $headline }**
summary-headline-ended = **{ $headline }**, { $ended }
ended-left = ended when you left
ended-finished = you ended it there
ended-pain = ended because of pain
ended-fell = ended by what looked like a fall
summary-not-judged = **What could not be judged**
summary-went-well = **What went well**
summary-seen = What was seen: { $name }
summary-change = **One thing to change: { $name }**
summary-change-text = { $explain } { $where }.
summary-strip = Verdicts, one after the other
summary-details = What was found, one by one
summary-not-counted = Not counted: { $what }
summary-pain = Pain after it: **{ $pain } of 10**
# After an answer that ends it: calm, and no verdict on what it is.
summary-rest =
    That is enough for today. A short walk often helps. Tomorrow begin with an easier version, if it feels better. Not better in two days, or new numbness or weakness: ask for help.
# After an answer between going on and stopping [S83].
summary-amber =
    That is all right if it has settled by tomorrow morning. Until then stay with this much, or with less.
summary-fell =
    That looked like a fall, so the set ended there. Take your time. Call for help if you need it: if you hit your head, can't get up, or something hurts more than before.
# Said only where leg pain moved further down [S65].
summary-further-down =
    Pain that moves further down the leg means: not this exercise for now. If it stays, or the leg feels numb or weak, ask a doctor or a physiotherapist.
# Said once to everybody of whom rounding is found, so that nobody becomes afraid to bend [S24].
summary-rounding = A rounded back does no harm by itself; this is practice.
summary-own-range =
    {""}**Your back rounds by { $degrees }°.** From now on the limits for the back are shares of that. Where you choose an exercise you can go back to the usual ones.
summary-pictures =
    These pictures are in this page's memory only, and gone when you leave it. No video is kept at all.
summary-keep-pictures = Keep these pictures
summary-pictures-kept = { $count } pictures are kept in { $folder }

next-no-fall = I did not fall
next-one-more = One more set

## The table of reps or holds

table-rep = Rep
table-hold = Hold
table-time = Time
table-tempo = Tempo
table-held = Held
table-verdict = Verdict
table-seen = What was seen
table-caption-reps = { $exercise }: { count-reps }
table-caption-holds = { $exercise }: { count-holds }
table-tempo-legend = Tempo: seconds of { $phases }.
table-tempo-phases = way out, turn, way back
table-held-for = { $seconds } s
table-held-on = { $seconds } s, { $side }
table-tempo-values = { $values } s
table-not-judged = Not judged: { $names }
table-not-judged-why = Not judged: { $names } ({ $why })

## The page Review

review-title = Review
review-lead =
    Choose a recorded set and see every repetition judged. The recording is read on this computer and goes nowhere else.
review-cancelled = Cancelled. Nothing of it was kept.
review-recording = Recording
review-film = How to film a set
review-film-text =
    Film from the side, 2 to 3.5 m away, camera at hip height, all of you in the picture with some room in front. Before the first repetition stand relaxed for two seconds, then lift both arms forward, as if holding a tray, for two seconds.
review-exercise = Exercise
review-choose-exercise = Choose an exercise
review-judge = Judge
review-mine = It is me: limits for the back from my own range, { $degrees }°
review-looking = Looking at the recording …
review-fetching = Fetching the pose model, once. This takes a minute or so …
review-cancel = Cancel
review-waiting = { $name }: waiting for another recording to be finished
review-seen = { $name }: { $done } pictures seen
review-done = { $name }: { $done } of about { $total } pictures

review-headline = { $name }: { $headline }
review-video = Your recording with what was seen drawn on it
review-not-judged = **Not judged**
review-choose-other = Choose { $name } above, and judge it again.
review-nothing-counted =
    No repetition or hold was counted. Check that the exercise chosen above is the one in the recording, and that it shows the whole movement from start to end.
review-went-well = What went well
review-change = One thing to change
review-change-text = **{ $name }.** { $where }.
review-keep = Keep it
review-save-report = Report (JSON)
review-save-video = Video
review-save-reps = Repetitions (CSV)
review-save-measures = Every picture (CSV)
review-not-kept = What you don't keep is deleted when formcheck ends or this page is closed.
review-compared =
    The outline of your back was compared with { $what }, give or take { $degrees }°. Only what exceeds a limit by more than that counts.
review-compared-part =
    The outline of your back was compared with { $what }, give or take { $degrees }°. Only what exceeds a limit by more than that counts. Judged by { $part }.
review-not-counted = Not counted: { $what }.
review-interrupted = Interrupted: { $why }
review-about = About the recording: { $note }

## Why something was not judged, as in "Long back: it was not seen"

reason-above-limit = above the limit
reason-below-limit = below the limit
reason-not-applicable = did not apply
reason-nobody-seen = nobody is seen
reason-not-seen = it was not seen
reason-parts-unseen = { $parts } could not be seen
reason-part-of-movement-unseen = this part of the movement was not seen
reason-hole = part of it was not seen
reason-too-brief = it was not seen for long enough
reason-view-unknown = it was not clear yet from where you were seen
reason-view-unclear = how you were turned could not be told
reason-not-from-side = you were not seen from the side
reason-not-from-front = you were not seen from the front
reason-not-from-oblique = you were not seen from the oblique
reason-not-calibrated = how you stand was not known yet
reason-not-yet-seen-standing = not yet seen standing
reason-pace-unknown = how fast you were cannot be told from where the camera stood
reason-no-form-judged = nothing else could be judged
reason-hardly-bent = you hardly bent forward
reason-back-hidden = too much of the outline of the back is hidden
reason-straight-back-unknown = how your back is when it is straight was not seen well enough
reason-another-exercise = it looks like another exercise
reason-outline-not-seen = the back is not seen
reason-outline-too-small = the person is too small in the picture
reason-outline-turned = the body is turned too far from side-on
reason-outline-part-hidden = part of the outline of the back is hidden
reason-outline-cut-off = the picture's edge cuts off the back
reason-outline-arm-covers = an arm covers the back
reason-outline-blurred = the outline of the back is blurred
reason-outline-uneven = the outline of the back is uneven
reason-outline-sticks-out = something sticks out from the back
reason-outline-touches = something touches the back
reason-outline-inside = the outline runs inside the body
reason-outline-jumps = the outline of the back jumps

## Why a movement was not counted

outcome-short = turned back early
outcome-lost = lost from sight
outcome-unfinished = the recording ended before the way back
outcome-quick = too quick to be a rep
outcome-endless = too long to be a rep
outcome-cut = cut off by a cut in the video
outcome-begun = begun before it was seen
outcome-hole = part of it was not seen
outcome-walked = walking
outcome-passed-through = gone through, not held
outcome-not-held = too short to be a hold

# Parts of the body, as in "heel and toe could not be seen"
part-ear = ear
part-shoulder = shoulder
part-elbow = elbow
part-wrist = wrist
part-hip = hip
part-knee = knee
part-ankle = ankle
part-heel = heel
part-toe = toe

## What to do next time, by the reason for which something was not judged

next-time-steady = a plain background, more light and a camera that stands still help
next-time-not-from-side = film with one shoulder towards the camera
next-time-view-unknown = stand still with one shoulder towards the camera before the first repetition
next-time-view-unclear = film with one shoulder towards the camera and nothing before it
next-time-not-calibrated = stand upright for a second before the first repetition
next-time-too-brief = go a little more slowly, and stay in the picture for the whole movement
next-time-part-of-movement-unseen = stay in the picture for the whole movement
next-time-pace-unknown = film with one shoulder towards the camera
next-time-no-form-judged = keep the whole of you in the picture
next-time-hole = stay in the picture for the whole movement
next-time-hardly-bent = bow from the hips: only then it shows how round a back is
next-time-back-hidden = film the other side, or wear what lies close to the back
next-time-straight-back-unknown = stand with both arms forward for two seconds before the first repetition
next-time-outline-too-small = come closer, or set the camera closer
next-time-outline-turned = turn until one shoulder points at the camera
next-time-outline-part-hidden = film the side on which nothing hides the back
next-time-outline-cut-off = keep the whole back in the picture
next-time-outline-arm-covers = hold the arms where they don't cover the back
next-time-outline-blurred = { next-time-steady }
next-time-outline-uneven = { next-time-steady }
next-time-outline-sticks-out = hold nothing behind the back, or film the other side
next-time-outline-touches = leave room behind the back
next-time-outline-inside = { next-time-steady }
next-time-outline-jumps = { next-time-steady }
next-time-parts-unseen = keep { $parts } in the picture and uncovered

unjudged-why = { $reason }.
unjudged-why-next = { $reason }. Next time { $what }.
unjudged-names = { $names }: { $why }
unjudged-names-in = { $names } (in { $where }): { $why }
numbered-reps = { $count ->
        [one] rep
       *[other] reps
    } { $numbers }
numbered-holds = { $count ->
        [one] hold
       *[other] holds
    } { $numbers }
judged-otherwise-reps =
    At the time { $count ->
        [one] rep { $numbers } was
       *[other] reps { $numbers } were
    } judged otherwise: in the end each is judged with all that the set showed.
judged-otherwise-holds =
    At the time { $count ->
        [one] hold { $numbers } was
       *[other] holds { $numbers } were
    } judged otherwise: in the end each is judged with all that the set showed.

## What kept a whole set from being judged

set-too-short = The recording is too short to tell anything.
set-sideways = You lie across the picture. If you were upright, the picture is on its side: turn the video and try again.
set-nobody = Nobody was found in the picture.
set-view = The view is { $view }, about { $degrees }° from side-on: what needs a { $needed } view is not judged.
set-turn-unknown =
    How far you are turned could not be told, because your shoulders or hips are hidden: what needs a { $needed } view is not judged.
set-none-found = No { $name } was found.
set-nods = { $count } small movements in a row, of at most { $largest }, stayed short of the { $tried } from which one is a try.
set-nods-hold = { $count } small movements in a row, of at most { $largest }.
view-side = side
view-front = front
view-oblique = oblique
view-unknown = unknown

## A rep's or hold's verdict with what it is about

label-form = counted, form not judged
label-fault = to change: { $names }
label-warn = to change a little: { $names }
label-missing = { $names } not judged
label-found-missing = { $found }; { $missing }
label-counted-missing = counted, { $missing }
label-no-rounding = counted, no rounding seen
label-good = good
label-nothing-seen = nothing to change seen
label-nothing-seen-in = nothing to change seen in { $names }
