"""The rules of registration. Here stands the door: who gets a place (`seats`), and what it goes by.

Around it: `taking_part` (what people do), `waiting` (places that come later), `letters` (what people are told),
`attending` (the day itself), `staff` (what staff look up and decide), `privacy` (what is kept, and until when).
"""
