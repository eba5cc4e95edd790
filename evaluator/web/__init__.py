"""The local server: a form to fill in, with what is found beside it. It listens to this machine alone."""
