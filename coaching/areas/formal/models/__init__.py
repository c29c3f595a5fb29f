from coaching.areas.formal.models.hr_texts import HrTexts

__all__ = ["HrTexts"]
