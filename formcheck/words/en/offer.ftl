# What is offered today, and why less is: each reason is a sentence.

offer-title = What would you like to do?
offer-again = Answer the questions again
offer-not-today = Not today
offer-held-back = Held back
offer-held = **{ $names }.** { $why } { $until }
offer-told = I was told to do: { $name }
offer-told-help = By a doctor or physiotherapist. It is offered for two weeks then, and noted.
offer-own-range =
    Your back rounds by { $degrees }°. The limits for the back are shares of that; those of a limited version stay where they are lower.
offer-usual-limits = Use the usual limits
offer-for-you = For you: { $version }
offer-told-until = You were told to do this; until { day-month }.
offer-guided = Guided by voice, no camera needed
offer-choose = Choose { $name }

offer-until-tomorrow = Again from tomorrow on.
offer-until = Again from { day-month } on.

offer-why-emergency = You noticed a sign that needs help first.
offer-why-fell-today = You fell today: the rest of the day is for taking it easy.
offer-why-red-today = Your pain was strong today, or went further down the leg.
offer-why-amber-today = Your pain is up today: smaller movements suit better.
offer-why-after-red = Yesterday your pain was strong: today begins a step easier.
offer-why-worse-this-morning = This morning was worse: today begins a step easier.
offer-why-further-down = After it your pain went further down the leg.
offer-why-doctor-first =
    Please ask a doctor about what you ticked first. Until then, walking and gentle moves suit.
offer-why-first-days = The first two days are for rest, short walks and gentle moves.
offer-why-leg-pain = With pain into the leg, long bends and pulling stretches can wait.
offer-why-not-looked-at =
    If a doctor or physiotherapist has not looked at your pain yet, that comes first; until then it goes gently.
offer-why-not-answered = Some questions are open, so it goes gently.
offer-why-bending-worse = Bending makes it worse: bows stay small for now.
offer-why-arching-worse = Leaning back makes it worse: nothing arches for now.
offer-why-thin-bones = With thin bones, no bending to the end and no weights.
offer-why-pregnant = In pregnancy and soon after it, your midwife or doctor says what suits.
offer-why-operation = In the first twelve weeks after an operation, your surgeon says what suits.
offer-why-hip-replaced = A replaced hip is not bent beyond a right angle.
offer-why-slipped-vertebra = With a slipped vertebra, no arching to the end and no weights.
offer-why-heart = Your doctor says how much effort suits your heart.
offer-why-dizzy = While you get dizzy, no hanging down and no weights.
offer-why-fallen = After falls, no weights and no standing on one leg.
offer-why-no-floor = It is done on the floor.

## The set that was broken off

unfinished-note = This set was broken off; what it had until then was kept.
unfinished-today = **Your set from { $clock }:** { $name }, { $counted }
unfinished = **Your set from { day-month }, { $clock }:** { $name }, { $counted }
unfinished-see = See its summary
unfinished-leave = Leave it
