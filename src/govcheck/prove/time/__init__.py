"""Properties of time and of people: proved for every instant of detection of a horizon.

Nothing is sampled: rotas, calendars, terms and absences are intervals, and what follows from them
is followed for all instants at once. Every failure is shown by an incident that is simulated
before it is reported.
"""
