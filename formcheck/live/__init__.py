"""The camera's side of the live page: frames in, pictures out, sets kept."""
