# What is said and shown while somebody is guided through an exercise: calm, short, and never about
# a screen. What an exercise asks for and corrects is in its spec.

## Where one is, one line each

stage-hearing = Can you hear me?
stage-framing = Finding your place
stage-calibrating = How you stand
stage-practice = Practice
stage-ready = Get ready
stage-set = Set { $number } of { $sets }
stage-paused = Paused
stage-stopped = Stopped
stage-fallen = Take your time
stage-asking = How is it now?
stage-resting = Rest
stage-done = All done
guide-back-title = The outline of your back
guide-hurt-title = Stopped for today

## Before the set

guide-nobody = I can't see you yet. Step into the picture.
guide-raise-hand = Raise a hand
guide-can-you-hear = Can you hear me? Raise a hand.
guide-louder = I am louder now. Can you hear me? Raise a hand.
guide-heard = Good, I see it.
guide-not-heard = I'll go on with tones.
guide-unsuited = If that can't be done, record yourself from the side. I can judge that.
guide-without-start = I'll go on with what I have seen.
guide-arms-forward = Lift both arms in front of you, as if holding a tray.
guide-arms-forward-again = Both arms in front of you, and hold still.
guide-without-arms = We'll do without. Arms down.
guide-arms-down = Good. Arms down.

guide-stand = Stand relaxed, arms hanging.
guide-stand-still = Stand still for a moment, arms hanging.
guide-stand-at-chair = Stand in front of the chair, arms hanging.
guide-stand-still-at-chair = Stand up and keep still for a moment, arms hanging.
guide-own-start = Come into your starting position.
guide-own-start-still = Keep still in your starting position.
guide-sit-down = Sit down on the chair.

guide-slowly = Slowly.
guide-back-slowly = And slowly back.
guide-practice = First a slow practice. It doesn't count. { $how }.
guide-practice-done = That was the practice.
guide-practice-again = Once more, slowly.
guide-practice-short = Once more, a little further if it feels easy.
guide-practice-left = That's enough practice.
guide-practice-waits = One slow practice, whenever you're ready.

## The set

# Numbers as they are said; none is "no", as in "no reps".
number-in-words = { $count ->
        [0] no
        [1] one
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
       *[other] { $count }
    }
guide-reps = { number-in-words } { $count ->
        [one] rep
       *[other] reps
    }
guide-holds = { number-in-words } { $count ->
        [one] hold
       *[other] holds
    }
guide-which-set = Set { $number } of { $sets }.
guide-go = { $counted }. Go when you're ready.
guide-go-changing = { $counted }, changing sides. Go when you're ready.
guide-go-each-side = { $counted }, { $each } on each side. Go when you're ready.
guide-set-done = That's { $counted }. Set done.
guide-roll = Roll to your side. Sit a moment before you stand.

## Halts

guide-away = Paused. Come back when you like.
guide-back-again = Welcome back. Go on when you're ready.
guide-continued = We go on. Whenever you're ready.
guide-fallen = Take your time. Call for help if you need it.
guide-start-again = Start again when you like.
guide-stopped = Stopped. { guide-start-again }

## After a set. Pain is answered at the laptop, or left open: nothing that can be done from afar is
## an answer.

guide-pain-now = How is the pain now?
guide-pain-asked = { guide-pain-now } Answer on the page, or just wait.
guide-pain-asked-leg = { guide-pain-now } Has it moved further down the leg? Answer on the page, or just wait.
guide-pain-again = { guide-pain-now } Answer, or just wait.
guide-pain-again-leg = { guide-pain-now } Further down the leg? Answer, or just wait.
guide-rest = Rest for { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }.
guide-rest-nearly-over = Ten seconds.
guide-nothing-done = All right, we leave it there.
guide-done = All done. Your summary is ready.
guide-ended-by-pain = We stop here for today. A short walk often helps.

## Guided, not judged

led-away = Paused. I can't see you. Come back when you like.
led-back-again = Welcome back. We go on.
led-go-on = We go on.
led-pain-now = Pain now?
led-pain-asked = How is the pain now? Answer on the page, or just wait.
led-pain-asked-leg = How is the pain now? Or has leg pain moved further down? Answer on the page, or just wait.
led-ended-by-pain = We stop here for today. The page says what may help.
led-ended = { $done ->
        [one] { $done } { $once }
       *[other] { $done } { $once }s
    }. Done.
led-ended-nothing = We leave it there.
side-left = left
side-right = right

## On the picture

hud-practice = practice
hud-of = of { $goal }
hud-count-of = { $count } of { $goal }

picture-not-judged = not judged: { $names }
picture-not-judged-why = not judged: { $name } ({ $why })
picture-back-not-judged = back not judged: { $why }
picture-back-warn = back: a little rounded
picture-back-fault = back: rounded
