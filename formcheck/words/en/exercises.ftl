# The page Exercises, and what an exercise asks for in words.

exercises-title = Exercises
exercises-lead = What each exercise is, and what is looked at while you do it.
exercises-picture = Somebody doing: { $name }
exercises-clip = How it is done: { $name }
exercises-read = Read about { $name }
exercises-all = All exercises
exercises-guided-short = guided, not judged; no camera needed
exercises-guided =
    {""}**Guided, not judged.** You are told what to do and for how long. No camera looks at how it is done, so nothing is called right or wrong.
exercises-sources = Where the numbers come from
exercises-sources-where = What the tags stand for is listed in docs/sources.md of formcheck.
exercises-caution-for = **{ $whom }:** { $text }
exercises-checked = What is checked
exercises-checked-lead =
    A limit counts only when it is exceeded by what the measure may be off. What the camera can't see is reported as not judged, never as right or wrong.
exercises-essential = Where this can't be judged, no repetition is called good.
exercises-versions = Other versions
exercises-easier = Easier: { $name }
exercises-harder = Harder: { $name }

## Facts of an exercise: names, and what is said of them

fact-filmed = Filmed from
fact-before = Before the set
fact-counts = What counts
fact-dose = How much
fact-tempo = How fast
fact-stop = To stop
fact-camera = Camera
fact-first = First
fact-then = Then
fact-sides = Sides
fact-looked-at = Looked at
fact-means = It means
fact-good = Good
fact-fault = Fault
fact-own-range = With your own range
fact-counts-from = Counts from
fact-only = Only while
fact-said = Said
fact-if = If
fact-limit = Never beyond
fact-held = Held for

filmed = { $view }; { $height }
filmed-view-side = the side, 2 to 3.5 m away
filmed-view-front = the front, 2 to 3.5 m away
filmed-view-oblique = between side and front, 2 to 3.5 m away
filmed-view-unknown = anywhere
filmed-height-hip = camera at hip height
filmed-height-low = camera low, all of you in the picture

before-standing-then-arms-forward =
    Stand relaxed for two seconds, then lift both arms forward, as if holding a tray
before-standing = Stand relaxed for two seconds
before-own-start = Hold the start position for two seconds

stop-raised-hand = raise a hand
stop-key = press the space bar or a clicker
stop-how = { $signals }, or walk away
stop-guided = Press the space bar, a clicker, or Stop

guided-camera = None is needed. With one it pauses when you leave the picture
guided-sides = Left and right, one after the other
guided-step-breaths = { $name }, { $breaths ->
        [one] { $breaths } breath
       *[other] { $breaths } breaths
    }
guided-step-seconds = { $name }, { $seconds } s

counted-hold = Holding the position for { $seconds } s{ $sides ->
        [yes] {" "}on each side
       *[no] {""}
    }
counted-reps = { $measure }: { $phases }
counted-phase = { $phase } ({ $when })
counted-or = { $counted }; or { $measure }: { $phase } ({ $when })

dose-times = { $from } times
dose-times-range = { $from } to { $to } times
dose-minutes = { $from } minutes
dose-minutes-range = { $from } to { $to } minutes
dose-sets = { $sets ->
        [one] { $sets } set
       *[other] { $sets } sets
    }

tempo-down = { $seconds } s there
tempo-pause = { $seconds } s pause
tempo-up = { $seconds } s back

looked-at = { $what }, { $kind }; in { $phases }
looked-at-time = Time
measure-meaning = { $zero }; { $sign }
measure-zero = 0 is { $zero }
measure-condition = { $measure } is { $when }
counts-from = { $value } beyond a limit
said-quoted = “{ $text }”
version-fault = { $target }; fault { $fault }
version-limit = { $limit }, { $zero }

profile-flexion-intolerant = bending makes it worse
profile-extension-intolerant = arching makes it worse
profile-acute = strong pain, or its first two days
profile-undiagnosed = nobody has looked at the pain yet
