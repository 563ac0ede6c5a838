"""What each operation may answer besides what was asked for."""

from typing import Any

from articles.api.problems import BadParameters, Broken, Problem, Withdrawn

Responses = dict[int, Any]

LIST: Responses = {304: None, 405: Problem, 422: BadParameters, 500: Broken}
ONE: Responses = LIST | {404: Problem}
MOVABLE: Responses = ONE | {301: None}
ARTICLE: Responses = MOVABLE | {410: Withdrawn}
