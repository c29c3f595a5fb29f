from coaching.models.comment import Comment
from coaching.models.practice import PracticeEntry

__all__ = ["Comment", "PracticeEntry"]
