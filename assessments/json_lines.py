"""Commands that read JSON Lines on standard input and answer each line with one of their own."""

import json
import sys

from django.core.management.base import BaseCommand
from pydantic import BaseModel, ValidationError


class JsonLinesCommand(BaseCommand):
    """Give it `line`, the model of one line of input, and `answer`.

    Needs no database and no broker. A line that cannot be read is named on standard error, the others are
    answered all the same, and the exit code is then 2.
    """

    requires_system_checks = ()
    line: type[BaseModel]

    def answer(self, line: BaseModel) -> dict:
        """Return what is written for one line of input."""
        raise NotImplementedError

    def handle(self, **options) -> None:
        faults = 0
        for number, raw in enumerate(sys.stdin.buffer, 1):
            if not raw.strip():
                continue
            try:
                line = self.line.model_validate_json(raw)
            except ValidationError as error:
                faults += 1
                print(f"Line {number}: {self._sentence(error)}", file=sys.stderr, flush=True)
            else:
                self.stdout.write(json.dumps(self.answer(line), ensure_ascii=False))
                self.stdout.flush()
        if faults:
            sys.exit(2)

    def _sentence(self, error: ValidationError) -> str:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        if where:
            return f'"{where}" is wrong: {fault["msg"]}.'
        needed = [f'"{name}"' for name, field in self.line.model_fields.items() if field.is_required()]
        return f"not a JSON object with {', '.join(needed[:-1])} and {needed[-1]} ({fault['msg']})."
