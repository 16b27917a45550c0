"""The engine of the schedule: rules and entries in, planned sessions and problems out. Pure: no Django, no clock.

`rules` says when the loudspeakers may speak, `recurrence` on which days something comes round, `entries` what is to be
played. `plan` spreads them over a period, `problems` finds what is wrong with the plan, `calendar_feed` writes it as
iCalendar. Every day and hour is the ward's own (`clock`), whatever the time zone of the machine.
"""
