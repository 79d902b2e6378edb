# What is said while somebody is seen: how to stand, what cannot be judged, and words between reps.
# Heard from two or three metres away by somebody who does not see the screen: short, and right
# whichever way they face. A cue of a spec is the spec's own.

remedy-tip-forward = Tip the screen forward a little.
remedy-tip-back = Tip the screen back a little.
remedy-further = Move further from the laptop.
remedy-much-further = Move two steps further from the laptop.
remedy-closer = Step closer to the laptop.
remedy-walk-ahead = Walk one step the way you're facing.
remedy-walk-back = Walk backwards one step.
remedy-step-left = Step to your left.
remedy-step-right = Step to your right.
remedy-turn-towards = Turn a little towards the camera.
remedy-turn-away = Turn a little away from the camera.
remedy-turn-side = Turn until one shoulder points at the laptop.
remedy-turn-front = Turn to face the laptop.
remedy-come = I can't see you. Step in front of the laptop.
remedy-head-in = I can't see your head. Tip the screen back.
remedy-all-in = I can't see you. Move further from the laptop.
remedy-light = It is too dark. Turn on a light.
remedy-wipe = The picture is blurred. Wipe the camera.
remedy-firm = The laptop is moving. Put it somewhere firm.
remedy-faster = The picture is slow. Close other programs.
remedy-hidden = Something hides your { $parts }.

## The same at length, to be read

problem-nobody = I can't see anybody. Step into the picture.
problem-dark = It is too dark to see you well. Turn on a light.
problem-blurred = The picture is blurred. Wipe the lens, or add light.
problem-shaken = The camera is moving. Put it somewhere firm.
problem-slow = The picture comes too slowly. Close other programs, or add light.
problem-hidden = I can't see your { $parts }. Move until the whole of you is in the picture.
problem-front = Turn to face the camera.
problem-side = I don't see you from the side. Turn until one shoulder faces the camera.
problem-turned = Turn a little more, so that one shoulder points at the camera.
problem-far = You are far away. Come closer to the camera.
problem-close = You are very close. Move further from the camera.
problem-low = { $seen } Tip the screen forward a little, or move further from the camera.
problem-high = { $seen } Tip the screen back a little, or move further from the camera.
problem-cut = I can't see your { $parts }.
problem-feet-edge = Your feet are at the edge of the picture.
problem-head-edge = Your head is at the edge of the picture.
problem-room = You need more room. Move further from the camera.
problem-room-ahead = You need more room in front of you. Walk backwards a step.
problem-room-behind = You need more room behind you. Walk a step the way you're facing.
problem-edge-left = You are at the edge of the picture. Step to your right.
problem-edge-right = You are at the edge of the picture. Step to your left.

# What people call what is seen of them, as in "I can't see your head and feet."
body-head = head
body-shoulders = shoulders
body-elbows = elbows
body-hands = hands
body-hips = hips
body-knees = knees
body-ankles = ankles
body-feet = feet
body-back = back
body-arms = arms

## What cannot be judged

unjudged-form = I can't judge your form from here.
unjudged-partly = I can judge your { $kept }, not your { $lost }.
unjudged-today = I can't judge { $names } today.
unjudged-any-more = I can't judge { $names } any more.
unjudged-more = more

## Between reps, and in a hold

coach-pause = Pause at the top.
coach-fixed = Better, that's it.
hold-half = Halfway.
hold-last = Five more seconds.
hold-over = And rest.
hold-other-side = Now the other side.
hold-turn-round = Turn round for the other side.

interruption-fall = Take your time. Call for help if you need it.
interruption-lost = I can't see you. I'll wait.
interruption-someone-else = I see someone else. I'm following you.
interruption-stop-signal = Stopped. Start again when you like.
interruption-left-place = Paused. Come back when you like.

## Another exercise than the one chosen

another = This looks like { $other }, not { $chosen }.
exercise-hip-hinge = a hip hinge
exercise-good-morning = a good morning
exercise-romanian-deadlift = a Romanian deadlift
exercise-squat = a squat
exercise-sit-to-stand = a sit to stand
exercise-lift-from-floor = a lift from the floor
exercise-hamstring-standing = a standing hamstring stretch
exercise-back-range = letting the back round
