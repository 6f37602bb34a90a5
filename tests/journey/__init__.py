"""The main job of the site, step by step, in a real browser on the real stack (`make journey`)."""
