# The page Exercise, around the running set: shown first, begun, how much, how it is set up.

page-exercise = Exercise
page-review = Review
page-exercises = Exercises
page-about = About
page-title = { $page } – formcheck

live-another = Another exercise
live-back = Back
live-end = End here and see the summary
live-place-camera = Place the camera
live-not-kept = You can exercise all the same. What you do and answer is then not kept.
live-fetching = Fetching the pose model. This happens once, and takes a minute.
live-one-moment = One moment.
live-no-camera = The camera does not work, or there is none
live-no-camera-text =
    Record your set with a phone, from the side, and let it be judged afterwards. Or use the camera without the browser, if it is one of this computer's.
live-review-recording = Review a recording
live-own-camera = Use this computer's camera without the browser

show-tell-me = Tell me
show-told = { $name }. { $summary }
show-no-clip = There is no clip of this exercise yet.
show-sets = Sets
show-as-it-is = As it is
show-version = Version

choice-reps = Reps in a set
choice-holds = Holds in a set
choice-holds-each-side = Holds on each side
# $once is the spec's own word for one time round, such as Tilt
choice-times = { $once }s
choice-times-each-side = { $once }s on each side

## Guided

led-text =
    You are told what to do, and for how long. It is guided, not judged, so no camera is needed. With one, it pauses when you leave the picture.
led-start = Start
led-with-camera = With the camera
led-keys = The space bar or a clicker stops it, and goes on again.
# what stands for the side in a step that is done on both
led-side-either = left, or right
led-way = How much is over
led-done = { $count } of { $goal } { $once }s
led-done-of-sets = { $count } of { $goal } { $once }s, set { $number } of { $sets }

## Voice and display

preferences = Voice and display
preferences-volume = Volume, percent
preferences-pace = Pace
preferences-pace-slow = Slow
preferences-pace-unhurried = Unhurried
preferences-pace-usual = Usual
preferences-pace-brisk = Brisk
preferences-pace-fast = Fast
preferences-muted = No voice, captions only
preferences-less = Less talk: tones for numbers and praise
preferences-try = Try the voice
preferences-size = Text size
preferences-size-usual = Usual
preferences-size-larger = Larger
preferences-size-large = Large
preferences-size-double = Double
preferences-contrast = High contrast
preferences-plain = Drawn without colour

voice-captions = What is said
voice-try = This is how I sound.

## While it runs: buttons, and what is wrong

run-stop = Stop
run-finish = Finish
run-heard = I can hear you
run-go-on = Go on as it is
run-skip-practice = Skip the practice
run-ready = I'm ready
run-continue = Continue
run-pain = Pain
run-begin-again = Begin again
run-next-set = Start the next set
run-shoulder = My shoulder won't

run-count = { $title }: { $count } of { $goal }
run-rest = { $title }: { $seconds } s
run-starting = Starting. Walk to your place: you will be told everything.
run-no-voice =
    This computer has no voice that works without the internet: you will hear tones instead, and read the words.
run-stalled =
    No pictures are coming from the camera: check that it is plugged in and not used by another program, then turn it off and press Start again.
run-not-connected =
    The browser and formcheck do not find each other on this computer: turn on Wi-Fi (no internet is needed), or use the camera without the browser.
run-slowly =
    Pictures come slowly, so that what is said may come late. Close other programs and tabs, and keep this page in front.
run-fallen =
    That looked like a fall, so the set is over. Take your time. Call for help if you need it. Nothing goes on by itself: **Begin again**, or the key **c**, whenever you like and if you like; **Finish**, or the key **f**, leads to the summary.

pain-asked = Pain now? 0 none to 10 the worst
pain-further-asked = Did leg pain move further down?
pain-yes = Yes
pain-no = No
pain-answer = Answer
pain-keys = Or by a key: **0** to **9** for the pain, **d** if it moved further down the leg.
