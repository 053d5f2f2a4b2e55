"""What a machine without servers needs: embedded ones from wheels, and the demo that runs on them.

It stands in `config/` because it is glue: it starts programs and names apps only as commands. Nothing
else imports it, so production runs without the `servers` dependency group.
"""
