"""Article → its zones, and the sentences that can hold an event. Zones only say what not to code; text is never altered."""
