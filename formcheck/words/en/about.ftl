# The page About: privacy, what formcheck can't do, when not to exercise, versions.

about-title = About formcheck
about-lead =
    formcheck watches you do an exercise from the side and tells you, one short cue at a time, what to change.

about-safety = Your safety
about-privacy = Your privacy
about-limits = What it can't do
about-browsers = Browsers
about-versions = Versions and licences

about-limits-text =
    - It sees the **outline of your back**, not your spine, and compares it with your own. Bending of
      the lowest part alone is seen less than bending higher up, and a loose shirt hides it: "good" does
      not exclude it.
    - It needs to see you **from the side**, from head to feet. What it can't see, such as feet outside
      the picture or a back hidden by an arm, is reported as **not judged**, never as right or wrong.
    - It measures angles in the picture, a few degrees off. A limit counts only when it is exceeded by
      more than that.
    - It follows one person. Mirrors, pictures of people and others walking by can confuse it.
    - It knows nothing of how you feel. **What you feel goes before what it says.**

about-privacy-text =
    - The picture of your camera goes from the browser to the program on this same computer, is looked
      at and forgotten. **No video is kept, and none leaves this computer.** No microphone is used.
    - A recording that you review is put aside in a folder that only you can read, and deleted with all
      that was made of it when you review another, when you close the page, or when formcheck ends; if
      that was killed, at its next start.
    - **Nothing is sent to anybody**: no pictures, no numbers, no figures of use. The pages bring their
      own letters and symbols. Only voices that speak on this computer are used.
    - A network is used once, to fetch the pose model before the first use.

about-browsers-text =
    Chrome and Edge from 120 on, current Firefox, and Safari from 17.5 on should work. **Tried was
    Chromium on Linux.** In another browser the voice, or the camera, may behave differently; a
    recording can be reviewed in any of them.

# $ever, $new: lists of the signs; $rare: what they can be signs of
about-emergency =
    {""}**Stop and get emergency help now (112, 999 or 911) if you notice any of these:**

    { $ever }

    New or worse in the last two weeks:

    { $new }

    { $rare }
about-doctor-soon = When to ask a doctor soon, before going on

## What is kept

about-kept = What is kept on this computer
about-kept-text =
    The numbers of your sets are saved as they happen, so that a closed page loses nothing, and so are your answers and settings. Pictures are kept only if you ask for it.
about-kept-place = They lie in { $place }
about-nothing-kept = At the moment nothing is kept.
about-delete-everything-opens = Delete everything …
about-delete-everything = Delete everything
about-delete-everything-text =
    {""}**Sets, pictures, answers and settings** will be gone for good, with what was set aside of them.

    An exercise that is under way goes on: of the set that it is in nothing more is kept. What you do,
    answer or set after this is kept anew.
about-delete-opens = Delete …
about-will-be-gone = **{ $name }** will be gone for good.
# $name begins with a small letter here
about-delete = Delete { $name }

kept-kind-sets = The numbers of your sets
kept-kind-pictures = Pictures you asked to keep
kept-kind-person = Your answers and settings
kept-sets = { $count ->
        [one] { $count } set
       *[other] { $count } sets
    }
kept-pictures = { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    }
kept-link = by a link to another place
kept-left-over = left over from saving
kept-damaged = with damaged ones that were set aside, { $names }

## Versions

about-version = formcheck { $version }, Apache-2.0. It stands on { $others }.
about-licences =
    The pose model is MediaPipe's BlazePose, Apache-2.0 (SHA-256 begins with { $hash }). The people in the clips are rendered. Symbols are Google's Material Symbols, Apache-2.0; letters are Source Sans, SIL Open Font Licence; both come with Streamlit.
about-not-installed = (not installed)
