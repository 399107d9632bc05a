"""What the lawyer finds wrong in a draft, line by line; how two drafts differ (法律审核意见、稿本比较)."""
