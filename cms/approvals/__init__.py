"""Four eyes: what one person wrote another approves, and the approval is noted.

task ▸ authorship refuses the author ▸ records notes who, when and of which laws ▸ approval answers.
"""
