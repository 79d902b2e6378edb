# The questions before exercising. The lists are those of health services for the signs that need
# help at once, [S84] to [S84d], and soon; nothing here says what somebody has.

gate-yes = Yes
gate-no = No
gate-go-on = Go on

gate-before = Before you start

## Emergencies

# Any of these needs help now, however long it has been there [S84].
gate-emergency-ever =
    - Chest pain, or out of breath while resting
    - It began with a serious fall or accident
    - A sudden tearing pain in the belly or the back
# Any of these that is new, or worse, needs help now [S84][S84b][S84c][S84d].
gate-emergency-new =
    - Numbness or pins and needles between your inner thighs, around your genitals or your back passage (wiping may feel different)
    - Trouble starting, stopping or feeling it when you pass urine; leaking; or not knowing whether your bladder is full
    - Leaking of stool, or no longer feeling it when you pass stool
    - A change in sexual feeling or function
    - Pain, numbness or weakness down both legs
    - A weak leg, or legs that do not do what you want
# The same in a line, for the days between: what is read every day is no longer read.
gate-emergency-line =
    Anything new since last time: numb between the legs, bladder or bowel, a weak leg, both legs, chest pain?

gate-help-title = Get help now
gate-help =
    Please do not exercise now. Get emergency help: call 112, 999 or 911, or go to the nearest emergency department, and say what you have noticed.

    { gate-help-rare }

    It may well turn out to be something else. Finding out is for a doctor, today.
gate-help-rare =
    Some of these can be signs that nerves at the lower end of the spine are pressed on (cauda equina syndrome), others of the heart or of a large vessel. That is rare, and it needs treatment within hours.
gate-help-mistake = I clicked that by mistake

gate-seen =
    {""}**On { day-month } you noticed a sign that needs help at once. Have you been seen since?**
gate-seen-last-time =
    {""}**Last time you noticed a sign that needs help at once. Have you been seen since?**
gate-seen-yes = Yes, a doctor has looked at it
gate-seen-no = Not yet

gate-list-asked = **Have you noticed any of these?**
gate-list-new = **New or worse in the last two weeks:**
gate-list-none = None of these
gate-list-some = One or more of these

gate-not-a-device =
    For adults. formcheck helps you practise exercises. It is not a medical device, does not diagnose or treat any condition and does not replace a professional. It estimates body angles from video and can be mistaken, especially about the shape of your back. Work in a comfortable range; stop if pain rises above 5 of 10, moves down the leg, or you feel numb, weak, dizzy or unwell. The video stays on this computer.

## Other days

gate-morning-asked = After last time, how was it the next morning?
gate-morning-settled = Better, or no pain
gate-morning-same = The same as usual
gate-morning-worse = Worse
gate-pain-today = Pain now, 0 none to 10 the worst
gate-line-asked = **{ gate-emergency-line }**
gate-nothing-new = Nothing new
gate-something-new = Something new

## About the person

gate-aim = About you
gate-aim-lead = This chooses what suits you. What you leave open is met gently.
gate-aim-asked = What brings you here?
gate-aim-pain-now = I have pain now
gate-aim-had-pain = I had pain, and it is gone
gate-aim-stay-well = I want to stay well

gate-pain = About the pain
gate-pain-lead = Every question may be left open; then it goes gently.
gate-place-asked = Where does it reach furthest?
gate-place-back = Back
gate-place-buttock = Buttock
gate-place-thigh = Thigh
gate-place-calf = Calf
gate-place-foot = Foot
gate-tingling-asked = Numb or tingling in the leg?
gate-began-asked = When did it begin this time?
gate-began-days = Less than two days ago
gate-began-weeks = Less than six weeks ago
gate-began-longer = Longer ago
gate-worse-asked = What makes it worse?
gate-worse-bending = Bending forward or sitting
gate-worse-arching = Leaning back, standing or walking
gate-worse-both = Both of these
gate-worse-neither = Neither of these
gate-worse-not-sure = Not sure
gate-professional-asked = Has a doctor or physiotherapist looked at it?
gate-usual-pain-asked = Pain on a usual day, 0 none to 10 the worst
gate-pain-asked = Pain now

gate-direction = Has it changed?
gate-direction-lead = Two weeks ago you said what makes it worse. Nothing stays for ever.
gate-direction-asked = What makes it worse now?

## The body: what decides which exercises suit

gate-body = Is any of this so?
gate-body-lead = Tick what is; it decides which exercises suit you.
gate-body-traits = **Your body**
gate-body-signs = **With the pain**
gate-body-all = That is all
gate-body-open = Leave this open

gate-trait-thin-bones = Thin bones (osteoporosis), or a vertebra that was broken
gate-trait-slipped-vertebra = A vertebra that has slipped
gate-trait-operation = An operation on back, hip or knee in the last twelve weeks
gate-trait-hip-replaced = A replaced hip
gate-trait-pregnant = Pregnant, or gave birth in the last twelve weeks
gate-trait-heart = A heart condition, high blood pressure, or told to exercise supervised
gate-trait-dizzy = Dizzy or fainted in the last twelve months
gate-trait-fallen = Fallen in the last twelve months
gate-trait-no-floor = Can't get down to the floor and up again

# With any of these a doctor is asked first, before exercises go on [S84].
gate-sign-fever = Fever, chills, or feeling ill
gate-sign-weight-loss = Losing weight without a reason, or sweating at night
gate-sign-cancer = Cancer, now or before
gate-sign-night-pain = Pain that is worse at night or at rest, and does not ease
gate-sign-steroids = Steroid tablets for a long time, and the pain is new
gate-sign-age = The first time ever, and younger than 20 or older than 55
gate-sign-foot-drops = A foot that drops more and more when walking
gate-sign-lump = A lump on the back, or a back that changes its shape
gate-sign-between-blades = Pain between the shoulder blades
gate-sign-calf-swelling = A hot, swollen calf
gate-sign-no-better = No better after two weeks of exercises, or getting worse
