"""Parse → Events and Claims: mentions, frames, arguments, certainty, attribution, time, place, casualties."""
