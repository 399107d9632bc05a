"""Quality sampling: cases drawn by rule, looked over by somebody else, returned where they fail (抽检)."""
