# The camera: placing it, what keeps it from the page, and its running picture.

camera-only-here =
    The browser gives cameras only to pages from this computer: open this page on the computer it runs on, as http://localhost.
camera-none = No camera was found: plug one in and wait a moment.
camera-denied =
    The browser keeps the camera from this page: click the camera or the lock beside the address, allow it, and reload the page.

camera-place = Place the camera
camera-start-text =
    {""}**Start** turns the camera and the voice on. Then walk to your place: everything else is said aloud, and nothing needs the mouse.
camera-go-on-text = The camera is off. **Start** goes on where you were.
camera-look-again = Look again
camera-start = Start
camera-off = Turn the camera off
camera-picture = The camera's picture

## The browser's own part: streamlit-webrtc

webrtc-another = Choose another camera
webrtc-permission = Your browser asks whether this page may use the camera: allow it.
webrtc-none = No camera was found. Plug one in and reload the page, or record with a phone and use Review.
webrtc-denied =
    The browser keeps the camera from this page. Click the camera beside the address to allow it, and reload the page.
webrtc-only-here =
    The browser gives cameras only to pages from this computer. Open the page on the computer it runs on, as http://localhost.

## How to place the laptop and oneself, and how a set is stopped

place-anywhere = Anywhere from which the camera sees you: it pauses when you leave the picture
place-clear-and-chair = Floor clear, a chair or a wall within reach
place-sound = Sound on: you will be told everything
place-low = Laptop on a low stool, 0.3 to 0.6 m high
place-hips = Laptop at the height of your hips
place-facing = You 2 to 3.5 m away, facing it
place-side = You 2 to 3.5 m away, with your side to it
place-hair = Long hair up, shirt tucked in
place-mirrors = Mirrors covered, nobody behind you
place-floor = Floor clear
place-chair = A chair or a wall within reach
place-stop = **To stop at any time:** { $ways }.
place-stop-key = the space bar or a clicker
place-stop-walk-pauses = walk out of the picture, which pauses it
place-stop-hand = hold a hand up for a moment
place-stop-walk = walk out of the picture

# What the drawings show, for those who don't see them
place-drawing-front =
    From above and from the side: the laptop stands at hip height, 2 to 3.5 metres away, and you stand facing it.
place-drawing-lying =
    From above and from the side: the laptop stands low, 0.3 to 0.6 metres above the floor and 2 to 3.5 metres away, and you lie with your side to it.
place-drawing-side =
    From above and from the side: the laptop stands at hip height, 2 to 3.5 metres away, and you stand with your side to it.
